import type { Generation } from '#lib/generations/schema.ts'
import type { Marks } from '#lib/images/schema.ts'

/** What happened to images, here or elsewhere: for whatever shows lists of them. */
export type GalleryChange =
  | { kind: 'marked'; ids: readonly string[]; marks: Marks }
  /** Into the trash, or out of it. */
  | { kind: 'removed' | 'restored'; ids: readonly string[] }
  /** It ended, or something of its images changed. */
  | { kind: 'generation'; generation: Generation }
  | { kind: 'gone'; generationId: string }
  /** One changed many here, or their order: the list is read again at once. */
  | { kind: 'changed' }
  /** Something may have changed in any list. */
  | { kind: 'unsure' }

type Listener = (change: GalleryChange) => void

const listeners = new Map<string, Set<Listener>>()

/** Says it to the lists of a team that are shown, which follow at once instead of asking for everything again. */
export function tellGallery(team: string, change: GalleryChange): void {
  for (const listener of listeners.get(team) ?? []) listener(change)
}

export function listenToGallery(team: string, listener: Listener): () => void {
  const all = listeners.get(team) ?? new Set()
  listeners.set(team, all.add(listener))
  return () => all.delete(listener)
}
