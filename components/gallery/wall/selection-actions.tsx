import {
  Download,
  FolderMinus,
  FolderPlus,
  Image as Picture,
  RotateCcw,
  Share2,
  Star,
  StarOff,
  Tag,
  ThumbsDown,
  ThumbsUp,
  Trash2,
} from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import type { Bulk } from '#components/bulk/use-bulk.ts'
import type { GalleryFilter, Selection } from '#lib/images/schema.ts'
import type { GalleryCommands } from '../use-gallery-commands.ts'
import { AlbumDialog, DownloadChosen, ForGoodDialog, ShareChosen, TagDialog } from './selection-dialogs.tsx'

/** What is chosen, for whatever is done with it. */
export interface Chosen {
  team: string
  filter: GalleryFilter
  count: number
  commands: GalleryCommands
  bulk: Bulk
  setCover: (album: string, image: string) => Promise<void>
  /** As the server takes it: ids, or a filter with its exceptions. Ids that nobody has seen yet are asked for. */
  selection: () => Promise<Selection>
  ids: () => Promise<string[]>
  /** Nothing is chosen any more. */
  clear: () => void
}

/** Something to do with what is chosen: done at once, or in a dialog of its own (loaded late). */
export interface SelectionAction {
  id: string
  label: string
  icon: ReactNode
  /** What is daily stands in the bar, what is rare in its menu. */
  place: 'bar' | 'menu'
  isOffered: (filter: GalleryFilter, count: number) => boolean
  run?: (chosen: Chosen) => Promise<void>
  dialog?: ComponentType<{ chosen: Chosen; onClose: () => void }>
}

const isTrash = ({ scope, album }: GalleryFilter) => scope === 'trash' && album === null
const isNoTrash = (filter: GalleryFilter) => !isTrash(filter)

/** So many are changed at once, and the page shows it; more go on in the background. */
const mostAtOnce = 500

const mark =
  (marks: Parameters<GalleryCommands['mark']>[1]) =>
  async ({ count, ids, selection, commands, bulk }: Chosen) => {
    if (count <= mostAtOnce) await commands.mark(await ids(), marks)
    else await bulk.change(await selection(), { kind: 'mark', marks })
  }

const move =
  (kind: 'trash' | 'restore') =>
  async ({ count, ids, selection, commands, bulk, clear }: Chosen) => {
    if (count > mostAtOnce) {
      if (await bulk.change(await selection(), { kind })) clear()
      return
    }
    const chosen = await ids()
    clear()
    await (kind === 'trash' ? commands.removeAll(chosen) : commands.restoreAll(chosen))
  }

const rating = (stars: number): SelectionAction => ({
  id: `rate-${stars}`,
  label: stars === 0 ? 'Clear the rating' : `Rate ${stars}`,
  icon: <span className="w-4 text-center">{stars === 0 ? '–' : stars}</span>,
  place: 'menu',
  isOffered: isNoTrash,
  run: mark({ rating: stars || null }),
})

/** In the order in which they stand. */
export const selectionActions: readonly SelectionAction[] = [
  {
    id: 'album',
    label: 'Album',
    icon: <FolderPlus size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isNoTrash,
    dialog: AlbumDialog,
  },
  {
    id: 'share',
    label: 'Share',
    icon: <Share2 size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isNoTrash,
    dialog: ShareChosen,
  },
  {
    id: 'download',
    label: 'Download',
    icon: <Download size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: () => true,
    dialog: DownloadChosen,
  },
  {
    id: 'remove',
    label: 'Delete',
    icon: <Trash2 size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isNoTrash,
    run: move('trash'),
  },
  {
    id: 'restore',
    label: 'Restore',
    icon: <RotateCcw size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isTrash,
    run: move('restore'),
  },
  {
    id: 'for-good',
    label: 'Delete for good',
    icon: <Trash2 size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isTrash,
    dialog: ForGoodDialog,
  },
  {
    id: 'cover',
    label: 'Use as the cover',
    icon: <Picture size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: ({ album }, count) => album !== null && count === 1,
    run: async ({ filter: { album }, ids, setCover, clear }) => {
      const [image] = await ids()
      if (album === null || image === undefined) return
      await setCover(album, image)
      clear()
    },
  },
  {
    id: 'out-of-album',
    label: 'Take out of the album',
    icon: <FolderMinus size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: ({ album }) => album !== null,
    run: async ({ filter: { album }, selection, bulk, clear }) => {
      if (album !== null && (await bulk.change(await selection(), { kind: 'removeFromAlbum', album })))
        clear()
    },
  },
  {
    id: 'tags',
    label: 'Tags',
    icon: <Tag size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    dialog: TagDialog,
  },
  {
    id: 'favourite',
    label: 'Favourite',
    icon: <Star size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    run: mark({ favourite: true }),
  },
  {
    id: 'no-favourite',
    label: 'No favourite',
    icon: <StarOff size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    run: mark({ favourite: false }),
  },
  ...[5, 4, 3, 2, 1, 0].map(rating),
  {
    id: 'reject',
    label: 'Reject',
    icon: <ThumbsDown size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    run: mark({ rejected: true }),
  },
  {
    id: 'no-reject',
    label: 'No longer reject',
    icon: <ThumbsUp size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    run: mark({ rejected: false }),
  },
]
