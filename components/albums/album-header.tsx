'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, Ellipsis, Image as Picture, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { albumsQuery } from '#lib/albums/queries.ts'
import type { Album } from '#lib/albums/schema.ts'
import { plural } from '#lib/format.ts'
import { AlbumName } from './album-name.tsx'
import { useAlbumCommands } from './use-album-commands.ts'

interface AlbumHeaderProps {
  team: string
  albumId: string
  /** To all albums. */
  onLeave: () => void
  /** What shares it. */
  share?: ReactNode
}

interface HeaderMenuProps {
  team: string
  album: Album
  onRename: () => void
  onLeave: () => void
}

function HeaderMenu({ team, album, onRename, onLeave }: HeaderMenuProps) {
  const { remove, setCover } = useAlbumCommands(team)
  const { id, can } = album
  const hasCover = can.fill && album.isCoverChosen
  if (!can.change && !hasCover) return null
  return (
    <Menu
      label="More about the album"
      opener={(opener) => (
        <IconButton {...opener} label="More about the album" icon={<Ellipsis size={17} />} />
      )}
    >
      {can.change && (
        <MenuItem icon={<Pencil size={16} />} onSelect={onRename}>
          Rename
        </MenuItem>
      )}
      {hasCover && (
        <MenuItem icon={<Picture size={16} />} onSelect={() => void setCover(id, null)}>
          First picture as the cover
        </MenuItem>
      )}
      {can.change && (
        <MenuItem
          icon={<Trash2 size={16} />}
          onSelect={() => void remove(album).then((isGone) => isGone && onLeave())}
        >
          Delete
        </MenuItem>
      )}
    </Menu>
  )
}

/** Above the pictures of an album: which it is, and what can be done with it. */
export function AlbumHeader({ team, albumId, onLeave, share }: AlbumHeaderProps) {
  const { data } = useQuery(albumsQuery(team))
  const [isNaming, setIsNaming] = useState(false)
  const album = data?.albums.find(({ id }) => id === albumId)
  return (
    <div className="flex min-h-11 shrink-0 items-center gap-1 px-4 max-md:px-2">
      <IconButton label="All albums" tip="right" icon={<ChevronLeft size={19} />} onClick={onLeave} />
      <h1 className="min-w-0 truncate font-semibold">{album?.name ?? (data ? 'This album is gone' : '')}</h1>
      {album && (
        <>
          <p className="shrink-0 px-1 text-small text-ink-2">{plural(album.count, 'picture')}</p>
          {share}
          <HeaderMenu {...{ team, album, onLeave }} onRename={() => setIsNaming(true)} />
          {isNaming && <AlbumName team={team} album={album} onClose={() => setIsNaming(false)} />}
        </>
      )}
    </div>
  )
}
