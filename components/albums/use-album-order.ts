'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { DragEvent, KeyboardEvent } from 'react'
import { act } from '#components/actions/act.ts'
import { tellGallery } from '#components/gallery/changes.ts'
import { toast } from '#components/ui/toast.tsx'
import { orderAlbum } from '#lib/albums/actions.ts'
import { albumKeys } from '#lib/albums/queries.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import { areImagesCarried, carriedImages, carryImages } from './album-drag.ts'

const imageOf = (target: EventTarget) =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-image]')?.dataset['image'] ?? null) : null

interface Order {
  team: string
  /** Null: what is shown is no album. */
  albumId: string | null
  /** Of the album, as it is known; null where nothing is known at a position. */
  idAt: (position: number) => string | null
  positionOf: (id: string) => number
}

interface Handlers {
  onDragStart?: (event: DragEvent) => void
  onDragOver?: (event: DragEvent) => void
  onDrop?: (event: DragEvent) => void
  onKeyDown?: (event: KeyboardEvent) => void
}

/**
 * Moves images within an album: by dragging a tile onto another, or with Alt and the arrows. For the element around
 * the tiles (`data-image`), which must be draggable.
 */
export function useAlbumOrder({ team, albumId, idAt, positionOf }: Order): Handlers {
  const client = useQueryClient()

  async function move(images: readonly string[], before: string | null): Promise<void> {
    if (albumId === null) return
    if (!(await act(() => orderAlbum({ team, id: albumId, images: [...images], before })))) return
    tellGallery(team, { kind: 'changed' })
    await client.invalidateQueries({ queryKey: galleryKeys.all(team) })
    await client.invalidateQueries({ queryKey: albumKeys.list(team) })
  }

  if (albumId === null) return {}
  return {
    onDragStart: (event: DragEvent) => {
      const id = imageOf(event.target)
      if (id !== null) carryImages(event, [id])
    },
    onDragOver: (event: DragEvent) => {
      if (!areImagesCarried(event) || imageOf(event.target) === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
    },
    onDrop: (event: DragEvent) => {
      const before = imageOf(event.target)
      const images = carriedImages(event)
      if (before === null || images.length === 0 || images.includes(before)) return
      event.preventDefault()
      void move(images, before)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const id = imageOf(event.target)
      const step = { ArrowLeft: -1, ArrowRight: 2 }[event.key]
      if (!event.altKey || step === undefined || id === null) return
      event.preventDefault()
      const at = positionOf(id)
      if (at < 0 || at + step < 0) return
      void move([id], idAt(at + step)).then(() => toast('Moved.'))
    },
  }
}
