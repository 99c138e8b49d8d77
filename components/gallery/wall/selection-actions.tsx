import {
  BookImage,
  Download,
  FolderMinus,
  FolderPlus,
  Image as Picture,
  RotateCcw,
  Share2,
  Tag,
  Trash2,
} from 'lucide-react'
import { maxAdded } from '#lib/examples/schema/limits.ts'
import { markActions } from './mark-actions.tsx'
import type { Chosen, SelectionAction } from './selection-action.ts'
import { isNoTrash, isTrash, mostAtOnce } from './selection-action.ts'
import {
  AlbumDialog,
  DownloadChosen,
  ExamplesDialog,
  ForGoodDialog,
  ShareChosen,
  TagDialog,
} from './selection-dialogs.tsx'

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
    id: 'examples',
    label: 'Add to examples',
    icon: <BookImage size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: (filter, count) => isNoTrash(filter) && count <= maxAdded,
    dialog: ExamplesDialog,
  },
  {
    id: 'tags',
    label: 'Tags',
    icon: <Tag size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    dialog: TagDialog,
  },
  ...markActions,
]
