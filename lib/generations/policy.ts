import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { GenerationStatus, Visibility } from './schema.ts'
import { isOpen, isRetryable } from './schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  status: GenerationStatus
  visibility: Visibility
}

/** Who may do what with a generation of their team. The same functions decide whether a button shows. */
export const generationPolicy = {
  create: (viewer: Who) => may(viewer, 'generations.create'),
  /** A private one is its author's and the admins'. */
  see: (viewer: Who, { authorId, visibility }: Pick<Thing, 'authorId' | 'visibility'>) =>
    visibility === 'team' || mayWith(viewer, 'generations.see private', authorId),
  /** In the trash, it is seen by its author and by those who may bring it back. */
  seeTrashed: (viewer: Who, thing: Pick<Thing, 'authorId' | 'visibility'>) =>
    generationPolicy.see(viewer, thing) && mayWith(viewer, 'generations.see trashed', thing.authorId),
  cancel: (viewer: Who, { status, authorId }: Thing) =>
    isOpen(status) && mayWith(viewer, 'generations.cancel', authorId),
  retry: (viewer: Who, { status, authorId }: Thing) =>
    isRetryable(status) && mayWith(viewer, 'generations.retry', authorId),
  /** Not while something may still come of it. */
  remove: (viewer: Who, { status, authorId }: Thing) =>
    !isOpen(status) && status !== 'unknown' && mayWith(viewer, 'generations.remove', authorId),
  restore: (viewer: Who, { authorId }: Pick<Thing, 'authorId'>) =>
    mayWith(viewer, 'generations.remove', authorId),
  setVisibility: (viewer: Who, { authorId }: Pick<Thing, 'authorId'>) =>
    mayWith(viewer, 'generations.show', authorId),
}
