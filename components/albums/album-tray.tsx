'use client'

import { useQuery } from '@tanstack/react-query'
import { cn } from '#lib/cn.ts'
import { albumsQuery } from '#lib/albums/queries.ts'
import type { Album } from '#lib/albums/schema.ts'
import { AlbumCover, useAlbumDrop } from './album-card.tsx'

/** As many as fit beside each other; all of them are in the dialog behind "Album". */
const most = 8

/** Where pictures that are carried can be let go: the albums that changed last. Only while something is carried. */
export function AlbumTray({ team, except }: { team: string; except: string | null }) {
  const { data } = useQuery(albumsQuery(team))
  const albums = data?.albums.filter(
    ({ id, can, trashedAt }) => can.fill && trashedAt === null && id !== except,
  )
  if (!albums || albums.length === 0) return null
  return (
    <ul
      aria-label="Put into an album"
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-2rem)] animate-rise gap-2 overflow-hidden rounded-[12px] border border-line bg-raised p-2 shadow-float"
    >
      {albums.slice(0, most).map((album) => (
        <TrayAlbum key={album.id} team={team} album={album} />
      ))}
    </ul>
  )
}

function TrayAlbum({ team, album }: { team: string; album: Album }) {
  const { isOver, handlers } = useAlbumDrop(team, album)
  return (
    <li
      className={cn('w-24 min-w-0 rounded-control p-1', isOver && 'outline-2 outline-accent')}
      {...handlers}
    >
      <span className="block aspect-[4/3] overflow-hidden rounded-picture bg-sunk">
        <AlbumCover team={team} cover={album.cover} />
      </span>
      <span className="mt-1 block truncate text-small">{album.name}</span>
    </li>
  )
}
