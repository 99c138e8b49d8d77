'use client'

import { useQuery } from '@tanstack/react-query'
import { CloudOff, Images, Plus, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { albumsQuery } from '#lib/albums/queries.ts'
import type { Album } from '#lib/albums/schema.ts'
import { plural } from '#lib/format.ts'
import { daysLeftText } from '#lib/images/schema/trash.ts'
import { AlbumCard } from './album-card.tsx'
import { AlbumName } from './album-name.tsx'
import { useAlbumCommands } from './use-album-commands.ts'

interface AlbumsProps {
  team: string
  onOpen: (albumId: string) => void
}

const scroller = 'min-h-0 flex-1 overflow-y-auto px-6 pt-4 pb-6 max-md:px-4'

const grid = 'grid grid-cols-[repeat(auto-fill,minmax(min(220px,42vw),1fr))] gap-x-5 gap-y-6 max-md:gap-x-3'

function Loading() {
  return (
    <div aria-busy="true" className={grid}>
      <p className="sr-only">Loading</p>
      {[0, 1, 2, 3].map((at) => (
        <Skeleton key={at} className="aspect-square" />
      ))}
    </div>
  )
}

function Trashed({ team, albums }: { team: string; albums: readonly Album[] }) {
  const { restore } = useAlbumCommands(team)
  const [now] = useState(() => new Date())
  if (albums.length === 0) return null
  return (
    <section className="mt-10">
      <h2 className="font-semibold">Deleted albums</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {albums.map((album) => (
          <li key={album.id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{album.name}</span>
              <span className="block text-small text-ink-2">
                {plural(album.count, 'picture')}
                {album.trashedAt !== null && ` · ${daysLeftText(album.trashedAt, now)}`}
              </span>
            </span>
            <Button aria-label={`Restore ${album.name}`} onClick={() => void restore(album)}>
              <RotateCcw size={15} aria-hidden="true" />
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <EmptyState
      icon={<CloudOff size={20} />}
      title="The albums cannot be loaded"
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      The server did not answer. Nothing is lost.
    </EmptyState>
  )
}

interface FilledProps {
  team: string
  albums: readonly Album[]
  newAlbum: ReactNode
  onOpen: (albumId: string) => void
  onRename: (album: Album) => void
}

function Filled({ team, albums, newAlbum, onOpen, onRename }: FilledProps) {
  const { remove } = useAlbumCommands(team)
  if (albums.length === 0) {
    return (
      <EmptyState icon={<Images size={20} />} title="No albums yet" action={newAlbum}>
        Put pictures together that belong together: for a campaign, a client, an idea.
      </EmptyState>
    )
  }
  return (
    <>
      <div className="mb-4 flex items-center justify-between gap-3">
        <h1 className="font-semibold">{plural(albums.length, 'album')}</h1>
        {newAlbum}
      </div>
      <ul aria-label="Albums" className={grid}>
        {albums.map((album) => (
          <AlbumCard
            key={album.id}
            {...{ team, album, onOpen, onRename }}
            onRemove={(each) => void remove(each)}
          />
        ))}
      </ul>
    </>
  )
}

/** The team's albums, and those that were deleted. */
export function Albums({ team, onOpen }: AlbumsProps) {
  const { data, isError, refetch } = useQuery(albumsQuery(team))
  const [named, name] = useState<Album | 'new' | null>(null)
  if (!data) {
    return <div className={scroller}>{isError ? <Failed onRetry={() => void refetch()} /> : <Loading />}</div>
  }
  const newAlbum = data.can.create && (
    <Button look="primary" onClick={() => name('new')}>
      <Plus size={16} aria-hidden="true" />
      New album
    </Button>
  )
  return (
    <div className={scroller}>
      <Filled {...{ team, newAlbum, onOpen }} albums={data.albums} onRename={name} />
      <Trashed team={team} albums={data.trashed} />
      {named !== null && (
        <AlbumName
          team={team}
          {...(named === 'new' ? { onDone: onOpen } : { album: named })}
          onClose={() => name(null)}
        />
      )}
    </div>
  )
}
