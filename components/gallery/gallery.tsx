'use client'

import { lazy, Suspense } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { useSearchParam } from '#components/layout/use-search-param.ts'
import { mayPass } from '#lib/http.ts'
import type { GalleryDay, GalleryFilter, GalleryPage } from '#lib/images/schema.ts'
import { GalleryEmpty } from './gallery-empty.tsx'
import { GalleryParts } from './gallery-parts.tsx'
import { GalleryWall } from './gallery-wall.tsx'
import { LateLightbox } from './late-lightbox.tsx'
import { TrashNote } from './trash-note.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'
import { useGalleryCommands } from './use-gallery-commands.ts'
import { useLightbox } from './use-lightbox.ts'
import type { GalleryShow } from './use-show.ts'
import { useShow } from './use-show.ts'
import type { Beginning } from './use-shown.ts'
import { useShown } from './use-shown.ts'
import { UrlSearch } from './url-search.tsx'
import { countChosen } from './wall/chosen.ts'
import { useWalk } from './wall/use-walk.ts'
import { useWall } from './wall/use-wall.ts'

/** Loaded when they are first shown. */
const Albums = lazy(async () => ({ default: (await import('#components/albums/albums.tsx')).Albums }))
const AlbumHeader = lazy(async () => ({
  default: (await import('#components/albums/album-header.tsx')).AlbumHeader,
}))
const BulkProgress = lazy(async () => ({
  default: (await import('#components/bulk/bulk-progress.tsx')).BulkProgress,
}))

interface GalleryProps {
  team: string
  /** Of the team: a day is the team's day. */
  timeZone: string
  /** What came with the document: the beginning of which list, and the counts of its days. */
  first: Beginning
  /** Pixels, guessed by the server, so that nothing moves when it is measured. */
  width: number
}

/** Everything that was made, to look at. */
export function Gallery(props: GalleryProps) {
  const { team } = props
  const [show, setShow] = useShow()
  const [album, setAlbum] = useSearchParam('album')
  const [search] = useSearchParam('search')
  const commands = useGalleryCommands(team)
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 items-start justify-end gap-2 px-6 pt-4 max-md:flex-wrap max-md:px-4">
        <UrlSearch team={team} />
        <GalleryParts show={show} onShow={setShow} />
      </div>
      <Suspense fallback={null}>
        <BulkProgress team={team} />
        {album !== null && <AlbumHeader team={team} albumId={album} onLeave={() => setAlbum(null, 'push')} />}
        {show === 'trash' && <TrashNote team={team} />}
        {show === 'albums' && album === null && <Albums team={team} onOpen={(id) => setAlbum(id, 'push')} />}
      </Suspense>
      {(show !== 'albums' || album !== null) && (
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

const filterOf = ({ show, album, search }: ListProps): GalleryFilter => ({
  scope: show === 'albums' ? 'team' : show,
  album,
  search,
})

/** A list from its beginning: the document's, or asked for when it is turned to. */
function GalleryList(props: ListProps) {
  const { team, timeZone, width, commands } = props
  const { filter, error, refetch, shown } = useShown(team, filterOf(props), props.first)
  if (!shown) {
    return (
      <GalleryEmpty
        {...{ team, filter }}
        state={error ? 'failed' : 'loading'}
        problem={error && !mayPass(error) ? error.message : null}
        onRetry={() => void refetch()}
      />
    )
  }
  return <ShownList {...shown} {...{ team, timeZone, width, commands }} />
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
        <GalleryEmpty team={team} filter={filter} state="empty" />
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
