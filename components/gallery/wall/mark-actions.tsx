import { Star, StarOff, ThumbsDown, ThumbsUp } from 'lucide-react'
import type { GalleryCommands } from '../use-gallery-commands.ts'
import type { Chosen, SelectionAction } from './selection-action.ts'
import { isNoTrash, mostAtOnce } from './selection-action.ts'

const mark =
  (marks: Parameters<GalleryCommands['mark']>[1]) =>
  async ({ count, ids, selection, commands, bulk }: Chosen) => {
    if (count <= mostAtOnce) await commands.mark(await ids(), marks)
    else await bulk.change(await selection(), { kind: 'mark', marks })
  }

const rating = (stars: number): SelectionAction => ({
  id: `rate-${stars}`,
  label: stars === 0 ? 'Clear the rating' : `Rate ${stars}`,
  icon: <span className="w-4 text-center">{stars === 0 ? '–' : stars}</span>,
  place: 'menu',
  isOffered: isNoTrash,
  run: mark({ rating: stars || null }),
})

/** What one member thinks of what is chosen, in the order in which it stands. */
export const markActions: readonly SelectionAction[] = [
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
