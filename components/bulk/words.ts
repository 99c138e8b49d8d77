import { plural } from '#lib/format.ts'
import type { BulkChange } from '#lib/bulk/schema.ts'

type Kind = BulkChange['kind']

const doing: Record<Kind, string> = {
  trash: 'Moving to the trash',
  restore: 'Restoring',
  purge: 'Deleting for good',
  addToAlbum: 'Adding to the album',
  removeFromAlbum: 'Taking out of the album',
  tag: 'Tagging',
  untag: 'Taking tags off',
  mark: 'Marking',
  deleteTag: 'Deleting the tag',
  mergeTags: 'Merging the tags',
}

const done: Record<Kind, (images: string) => string> = {
  trash: (images) => `${images} moved to the trash.`,
  restore: (images) => `${images} restored.`,
  purge: (images) => `${images} deleted for good.`,
  addToAlbum: (images) => `${images} added to the album.`,
  removeFromAlbum: (images) => `${images} taken out of the album.`,
  tag: (images) => `${images} tagged.`,
  untag: (images) => `Tags taken off ${images}.`,
  mark: (images) => `${images} marked.`,
  deleteTag: (images) => `Tag deleted from ${images}.`,
  mergeTags: (images) => `Tags merged on ${images}.`,
}

const number = new Intl.NumberFormat('en-US')

/** "Moving to the trash: 1,200 of 4,212". */
export function progressText({ kind, isUndo, done: sofar, total }: BulkChange): string {
  return `${isUndo ? 'Undoing' : doing[kind]}: ${number.format(sofar)} of ${number.format(total)}`
}

/** What is said when it has ended. */
export function endText({ kind, isUndo, state, changed }: BulkChange): string {
  const images = changed < 1_000 ? plural(changed, 'image') : `${number.format(changed)} images`
  if (state === 'failed') return `Stopped after ${images}: this is no longer possible.`
  if (isUndo) return `Undone for ${images}.`
  return changed === 0 ? 'Nothing had to be changed.' : done[kind](images)
}
