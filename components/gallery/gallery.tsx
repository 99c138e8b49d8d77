'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { Albums } from '#components/albums/albums.tsx'
import { BulkProgress } from '#components/bulk/bulk-progress.tsx'
import { useSearchParam } from '#components/layout/use-search-param.ts'
import { firstPageQuery } from '#lib/images/queries.ts'
import type { GalleryDay, GalleryFilter, GalleryPage } from '#lib/images/schema.ts'
import { GalleryEmpty } from './gallery-empty.tsx'
import { GalleryParts } from './gallery-parts.tsx'
import { GalleryWall } from './gallery-wall.tsx'
import { LateLightbox } from './late-lightbox.tsx'
import { TrashNote } from './trash-note.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'
import { useGalleryCommands } from './use-gallery-commands.ts'
import { UrlSearch } from './url-search.tsx'
import { useLightbox } from './use-lightbox.ts'
import type { GalleryShow } from './use-show.ts'
import { useShow } from './use-show.ts'
import { countChosen } from './wall/chosen.ts'
import { useWalk } from './wall/use-walk.ts'
import { useWall } from './wall/use-wall.ts'

interface GalleryProps {
  team: string
  /** Of the team: a day is the team's day. */
  timeZone: string
  /** What came with the document: the beginning of which list, and the counts of its days. */
  first: { filter: GalleryFilter; page: GalleryPage; days: readonly GalleryDay[] | null }
  /** Pixels, guessed by the server, so that nothing moves when it is measured. */
  width: number
}

/** Everything that was made, to look at. */
export function Gallery(props: GalleryProps) {
  const { team } = props
  const [show, setShow] = useShow()
  const [album, writeAlbum] = useSearchParam('album')
  const [search] = useSearchParam('search')
  const commands = useGalleryCommands(team)
  const setAlbum = (id: string) => writeAlbum(id, 'push')
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 items-start justify-end gap-2 px-6 pt-4 max-md:flex-wrap max-md:px-4">
        <UrlSearch team={team} />
        <GalleryParts show={show} onShow={setShow} />
      </div>
      <BulkProgress team={team} />
      {show === 'trash' && <TrashNote team={team} />}
      {show === 'albums' && album === null ? (
        <Albums team={team} onOpen={setAlbum} />
      ) : (
        <GalleryList {...props} {...{ commands, show, album }} search={search ?? ''} />
      )}
      <LateCompare team={team} />
    </main>
  )
}

interface ListProps extends GalleryProps {
  commands: GalleryCommands
  show: GalleryShow
  album: string | null
  search: string
}

const keyOf = ({ scope, album, search }: GalleryFilter) => JSON.stringify([album ?? scope, search])

/** A list from its beginning: the document's, or asked for when it is turned to. */
function GalleryList({ first, show, album, search, ...rest }: ListProps) {
  const filter: GalleryFilter = { scope: show === 'albums' ? 'team' : show, album, search }
  const key = keyOf(filter)
  // What came with the document is for the list that one sees first, once.
  const [firstKey, setFirstKey] = useState<string | null>(key)
  if (firstKey !== null && firstKey !== key) setFirstKey(null)
  const fits = firstKey === key && keyOf(first.filter) === key
  const { data, isError, refetch } = useQuery(
    firstPageQuery(rest.team, filter, fits ? first.page : undefined),
  )
  if (!data) {
    return (
      <GalleryEmpty
        team={rest.team}
        scope={filter.scope}
        state={isError ? 'failed' : 'loading'}
        onRetry={() => void refetch()}
      />
    )
  }
  return <ShownList key={key} {...rest} filter={filter} page={data} days={fits ? first.days : null} />
}

interface ShownListProps extends Pick<GalleryProps, 'team' | 'timeZone' | 'width'> {
  commands: GalleryCommands
  filter: GalleryFilter
  page: GalleryPage
  days: readonly GalleryDay[] | null
}

function ShownList({ page, days, ...rest }: ShownListProps) {
  const { team, timeZone, filter, commands } = rest
  const wall = useWall({ team, filter, timeZone, first: page, days })
  const [openId, open] = useLightbox()
  const walk = useWalk(wall, openId)
  return (
    <>
      {countChosen(wall.state).total > 0 ? (
        <GalleryWall {...rest} {...{ wall, openId }} onOpen={open} />
      ) : (
        <GalleryEmpty team={team} scope={filter.scope} state="empty" onRetry={() => undefined} />
      )}
      {openId !== null && (
        <LateLightbox
          {...{ team, walk, commands }}
          imageId={openId}
          onMove={open}
          onClose={() => open(null)}
        />
      )}
    </>
  )
}
