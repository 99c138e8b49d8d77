'use client'

import { Ellipsis, Image as Picture, Pencil, Trash2 } from 'lucide-react'
import type { DragEvent } from 'react'
import { useState } from 'react'
import { useBulk } from '#components/bulk/use-bulk.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { cn } from '#lib/cn.ts'
import type { Album } from '#lib/albums/schema.ts'
import { plural } from '#lib/format.ts'
import { imageSources, imageUrl } from '#lib/images/schema/address.ts'
import { areImagesCarried, carriedImages } from './album-drag.ts'

/** Images that are let go over an album are put into it. */
export function useAlbumDrop(team: string, { id, can }: Pick<Album, 'id' | 'can'>) {
  const { change } = useBulk(team)
  const [isOver, setIsOver] = useState(false)
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!can.fill || !areImagesCarried(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setIsOver(true)
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      setIsOver(false)
      const images = can.fill ? carriedImages(event) : []
      if (images.length === 0) return
      event.preventDefault()
      void change({ images }, { kind: 'addToAlbum', album: id })
    },
  }
  return { isOver, handlers }
}

export function AlbumCover({ team, cover }: { team: string; cover: Album['cover'] }) {
  if (!cover) {
    return (
      <span className="flex size-full items-center justify-center text-ink-3">
        <Picture size={22} aria-hidden="true" />
      </span>
    )
  }
  return (
    <img
      src={imageUrl(team, cover.id, '512')}
      srcSet={imageSources(team, cover)}
      sizes="(min-width: 768px) 260px, 50vw"
      alt=""
      loading="lazy"
      decoding="async"
      className="size-full object-cover"
    />
  )
}

interface AlbumCardProps {
  team: string
  album: Album
  onOpen: (id: string) => void
  onRename: (album: Album) => void
  onRemove: (album: Album) => void
}

/** An album with its cover; pictures can be let go over it. */
export function AlbumCard({ team, album, onOpen, onRename, onRemove }: AlbumCardProps) {
  const { isOver, handlers } = useAlbumDrop(team, album)
  const { id, name, count, cover, can } = album
  return (
    <li className="relative min-w-0" {...handlers}>
      <a
        href={`?show=albums&album=${id}`}
        className="group block rounded-picture"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          onOpen(id)
        }}
      >
        <span
          className={cn(
            'block aspect-square overflow-hidden rounded-picture bg-sunk',
            isOver && 'outline-2 outline-offset-2 outline-accent',
          )}
        >
          <AlbumCover team={team} cover={cover} />
        </span>
        <span className={cn('mt-2 block truncate font-medium', can.change && 'pr-9')}>{name}</span>
        <span className="block text-small text-ink-2">{plural(count, 'picture')}</span>
      </a>
      {can.change && (
        <span className="absolute right-0 bottom-2">
          <Menu
            label={`More about ${name}`}
            align="end"
            opener={(opener) => (
              <IconButton {...opener} label={`More about ${name}`} tip="top" icon={<Ellipsis size={17} />} />
            )}
          >
            <MenuItem icon={<Pencil size={16} />} onSelect={() => onRename(album)}>
              Rename
            </MenuItem>
            <MenuItem icon={<Trash2 size={16} />} onSelect={() => onRemove(album)}>
              Delete
            </MenuItem>
          </Menu>
        </span>
      )}
    </li>
  )
}
