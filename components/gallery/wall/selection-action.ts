import type { ComponentType, ReactNode } from 'react'
import type { Bulk } from '#components/bulk/use-bulk.ts'
import type { GalleryFilter, Selection } from '#lib/images/schema.ts'
import type { GalleryCommands } from '../use-gallery-commands.ts'

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

export const isTrash = ({ scope, album }: GalleryFilter) => scope === 'trash' && album === null
export const isNoTrash = (filter: GalleryFilter) => !isTrash(filter)

/** So many are changed at once, and the page shows it; more go on in the background. */
export const mostAtOnce = 500
