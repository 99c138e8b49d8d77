import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import type { GenerationStatus } from './schema.ts'
import { isOpen, isRetryable } from './schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  status: GenerationStatus
  visibility: 'team' | 'private'
}

const isOwn = (viewer: Who, thing: Pick<Thing, 'authorId'>) => viewer.userId === thing.authorId

/** Who may do what with a generation of their team. The same functions decide whether a button shows. */
export const generationPolicy = {
  create: (viewer: Who) => hasRole(viewer, 'member'),
  /** A private one is its author's and the admins'. */
  see: (viewer: Who, thing: Pick<Thing, 'authorId' | 'visibility'>) =>
    thing.visibility === 'team' || isOwn(viewer, thing) || hasRole(viewer, 'admin'),
  cancel: (viewer: Who, thing: Thing) =>
    isOpen(thing.status) && (isOwn(viewer, thing) ? hasRole(viewer, 'member') : hasRole(viewer, 'admin')),
  /** Another attempt is paid on the author's name, so nobody else may start it. */
  retry: (viewer: Who, thing: Thing) =>
    isRetryable(thing.status) && isOwn(viewer, thing) && hasRole(viewer, 'member'),
}
