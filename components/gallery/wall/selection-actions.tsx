import {
  FolderMinus,
  FolderPlus,
  RotateCcw,
  Star,
  StarOff,
  Tag,
  ThumbsDown,
  ThumbsUp,
  Trash2,
} from 'lucide-react'
import { lazy } from 'react'
import type { ComponentType, ReactNode } from 'react'
import type { GalleryFilter, Selection } from '#lib/images/schema.ts'
import type { GalleryCommands } from '../use-gallery-commands.ts'

/** What is chosen, for whatever is done with it. */
export interface Chosen {
  team: string
  filter: GalleryFilter
  count: number
  commands: GalleryCommands
  /** As the server takes it: ids, or a filter with its exceptions. Ids that nobody has seen yet are asked for. */
  selection: () => Promise<Selection>
  ids: () => Promise<string[]>
  /** Nothing is chosen any more. */
  clear: () => void
}

/** Something to do with what is chosen: done at once, or in a dialog of its own (made by `lazy`). */
export interface SelectionAction {
  id: string
  label: string
  icon: ReactNode
  /** What is daily stands in the bar, what is rare in its menu. */
  place: 'bar' | 'menu'
  isOffered: (filter: GalleryFilter) => boolean
  run?: (chosen: Chosen) => Promise<void>
  dialog?: ComponentType<{ chosen: Chosen; onClose: () => void }>
}

const isTrash = ({ scope, album }: GalleryFilter) => scope === 'trash' && album === null
const isNoTrash = (filter: GalleryFilter) => !isTrash(filter)

const mark =
  (marks: Parameters<GalleryCommands['mark']>[1]) =>
  async ({ ids, commands }: Chosen) => {
    await commands.mark(await ids(), marks)
  }

const rating = (stars: number): SelectionAction => ({
  id: `rate-${stars}`,
  label: stars === 0 ? 'Clear the rating' : `Rate ${stars}`,
  icon: <span className="w-4 text-center">{stars === 0 ? '–' : stars}</span>,
  place: 'menu',
  isOffered: isNoTrash,
  run: mark({ rating: stars || null }),
})

/** As many as one waits for; more go on in the background. */
const fewAtOnce = 200

async function taken(ids: Chosen['ids'], clear: Chosen['clear']): Promise<string[]> {
  const chosen = await ids()
  clear()
  return chosen
}

async function many(
  { selection, commands, clear }: Pick<Chosen, 'selection' | 'commands' | 'clear'>,
  change: Parameters<GalleryCommands['bulk']['change']>[1],
): Promise<void> {
  const chosen = await selection()
  clear()
  await commands.bulk.change(chosen, change)
}

/** In the order in which they stand. */
export const selectionActions: readonly SelectionAction[] = [
  {
    id: 'remove',
    label: 'Delete',
    icon: <Trash2 size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isNoTrash,
    run: async ({ ids, count, selection, commands, clear }) => {
      if (count > fewAtOnce) await many({ selection, commands, clear }, { kind: 'trash' })
      else await commands.removeAll(await taken(ids, clear))
    },
  },
  {
    id: 'restore',
    label: 'Restore',
    icon: <RotateCcw size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isTrash,
    run: async ({ ids, count, selection, commands, clear }) => {
      if (count > fewAtOnce) await many({ selection, commands, clear }, { kind: 'restore' })
      else await commands.restoreAll(await taken(ids, clear))
    },
  },
  {
    id: 'purge',
    label: 'Delete for good',
    icon: <Trash2 size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isTrash,
    dialog: lazy(async () => ({ default: (await import('./keep-dialogs.tsx')).ChosenForGood })),
  },
  {
    id: 'album',
    label: 'Add to album',
    icon: <FolderPlus size={17} aria-hidden="true" />,
    place: 'bar',
    isOffered: isNoTrash,
    dialog: lazy(async () => ({ default: (await import('./keep-dialogs.tsx')).ChosenIntoAlbum })),
  },
  {
    id: 'no-album',
    label: 'Take out of the album',
    icon: <FolderMinus size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: ({ album }) => album !== null,
    run: async (chosen) => {
      const { album } = chosen.filter
      if (album !== null) await many(chosen, { kind: 'removeFromAlbum', album })
    },
  },
  {
    id: 'tags',
    label: 'Tags',
    icon: <Tag size={16} aria-hidden="true" />,
    place: 'menu',
    isOffered: isNoTrash,
    dialog: lazy(async () => ({ default: (await import('./keep-dialogs.tsx')).ChosenTags })),
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
