'use client'

import type { DragEvent, KeyboardEvent } from 'react'
import { useState } from 'react'
import { areImagesCarried } from '#components/albums/album-drag.ts'
import { useAlbumOrder } from '#components/albums/use-album-order.ts'
import { isChosen } from './chosen.ts'
import type { WallStore } from './store.ts'
import type { Wall } from './use-wall.ts'

/** As many as are carried at once: what is chosen beyond them goes by the bar. */
const most = 500

/** What is chosen, as far as it was looked at, where the picture that is taken is part of it. */
function groupOf(store: WallStore, id: string): readonly string[] {
  if (!isChosen(store, store.positionOf(id))) return [id]
  const ids: string[] = []
  const { length } = store.getState().list.picked
  for (let position = 0; position < length && ids.length < most; position++) {
    const other = isChosen(store, position) ? store.imageAt(position)?.id : undefined
    if (other !== undefined) ids.push(other)
  }
  return ids
}

/** Pictures are carried to an album, and within one to another place; there also with Alt and the arrows. */
export function useCarrying(
  team: string,
  { store, filter: { scope, album } }: Wall,
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void,
) {
  const [isCarrying, setIsCarrying] = useState(false)
  const order = useAlbumOrder({
    team,
    albumId: album ?? '',
    idAt: (position) => store.imageAt(position)?.id ?? null,
    positionOf: (id) => store.positionOf(id),
    groupOf: (id) => groupOf(store, id),
  })
  const isTrash = scope === 'trash' && album === null
  return {
    isPossible: !isTrash,
    isCarrying,
    handlers: {
      onDragStart: (event: DragEvent) => {
        if (isTrash) return
        order.onDragStart(event)
        const isOurs = areImagesCarried(event)
        // A page that changes within this event would end what just begins.
        setTimeout(() => setIsCarrying(isOurs))
      },
      onDragEnd: () => setIsCarrying(false),
      ...(album === null ? {} : { onDragOver: order.onDragOver, onDrop: order.onDrop }),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (album !== null) order.onKeyDown(event)
        onKeyDown(event)
      },
    },
  }
}
