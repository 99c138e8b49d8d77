'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParam } from '#components/layout/use-search-param.ts'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { galleryQuery } from '#lib/images/queries.ts'
import type { GalleryPage, GalleryScope } from '#lib/images/schema.ts'
import { galleryScopes } from '#lib/images/schema/address.ts'
import { Albums } from '#components/albums/albums.tsx'
import { BulkProgress } from '#components/bulk/bulk-progress.tsx'
import { GalleryEmpty } from './gallery-empty.tsx'
import { GalleryWall } from './gallery-wall.tsx'
import { LateLightbox } from './late-lightbox.tsx'
import { TrashNote } from './trash-note.tsx'
import { useGalleryCommands } from './use-gallery-commands.ts'
import { UrlSearch } from './url-search.tsx'
import { useLightbox } from './use-lightbox.ts'

interface GalleryProps {
  team: string
  /** Of the team: a day is the team's day. */
  timeZone: string
  scope: GalleryScope
  page: GalleryPage
  /** Pixels, guessed by the server, so that nothing moves when it is measured. */
  width: number
}

const names: Record<GalleryScope, string> = {
  mine: 'Mine',
  team: 'Team',
  favourites: 'Favourites',
  rejected: 'Rejected',
  trash: 'Trash',
}

const areAlbums = (show: string | null, chosen: GalleryScope | null) => show === 'albums' && chosen === null
const imagesOf = (pages: readonly GalleryPage[] = []) => pages.flatMap(({ images }) => images)

function Upper({ team, scope }: { team: string; scope: GalleryScope }) {
  return (
    <>
      <BulkProgress team={team} />
      {scope === 'trash' && <TrashNote team={team} />}
    </>
  )
}

/** Everything that was made, to look at. */
export function Gallery({ team, timeZone, scope: firstScope, page, width }: GalleryProps) {
  const [show, setShow] = useSearchParam('show')
  const [search] = useSearchParam('search')
  // At once: the address follows, but not before the router has its turn.
  const [chosen, setChosen] = useState<GalleryScope | null>(null)
  const scope = chosen ?? galleryScopes.find((each) => each === show) ?? 'mine'
  const [, setAlbum] = useSearchParam('album')
  const [openId, open] = useLightbox()
  const commands = useGalleryCommands(team)
  const { data, isPending, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(galleryQuery(team, scope, scope === firstScope ? page : undefined, search))
  const images = imagesOf(data?.pages)
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 items-start justify-end gap-2 px-6 pt-4 max-md:flex-wrap max-md:px-4">
        <UrlSearch team={team} />
        <Segments
          label="Which pictures"
          className="max-md:flex-1"
          segmentClassName="px-3 max-md:px-1"
          options={galleryScopes.map((value) => ({ value, label: names[value] }))}
          value={scope}
          onChange={(value) => {
            setChosen(value)
            setShow(value === 'mine' ? null : value, 'replace')
          }}
        />
      </div>
      <Upper team={team} scope={scope} />
      {areAlbums(show, chosen) ? (
        <Albums team={team} onOpen={(id) => setAlbum(id, 'push')} />
      ) : images.length > 0 ? (
        <GalleryWall
          key={scope}
          {...{ team, timeZone, images, commands, width }}
          onOpen={open}
          onNearEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()}
        />
      ) : (
        <GalleryEmpty
          team={team}
          scope={scope}
          state={isPending ? 'loading' : isError ? 'failed' : 'empty'}
          onRetry={() => void refetch()}
        />
      )}
      {openId !== null && (
        <LateLightbox
          team={team}
          imageId={openId}
          ids={images.map(({ id }) => id)}
          commands={commands}
          onMove={open}
          onClose={() => open(null)}
        />
      )}
      <LateCompare team={team} />
    </main>
  )
}
