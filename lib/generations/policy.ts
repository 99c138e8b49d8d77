import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import type { GenerationStatus, Visibility } from './schema.ts'
import { isOpen, isRetryable } from './schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  status: GenerationStatus
  visibility: Visibility
}

/** Its author's, with a role that may make anything at all; and anybody's, from `least` on. */
const isTheirs = (viewer: Who, thing: Pick<Thing, 'authorId'>, least: 'editor' | 'admin') =>
  hasRole(viewer, isOwn(viewer, thing) ? 'member' : least)

const isOwn = (viewer: Who, thing: Pick<Thing, 'authorId'>) => viewer.userId === thing.authorId

/** Who may do what with a generation of their team. The same functions decide whether a button shows. */
export const generationPolicy = {
  create: (viewer: Who) => hasRole(viewer, 'member'),
  /** A private one is its author's and the admins'. */
  see: (viewer: Who, thing: Pick<Thing, 'authorId' | 'visibility'>) =>
    thing.visibility === 'team' || isOwn(viewer, thing) || hasRole(viewer, 'admin'),
  /** In the trash, it is seen by its author and by those who may bring it back. */
  seeTrashed: (viewer: Who, thing: Pick<Thing, 'authorId' | 'visibility'>) =>
    generationPolicy.see(viewer, thing) && (isOwn(viewer, thing) || hasRole(viewer, 'editor')),
  cancel: (viewer: Who, thing: Thing) => isOpen(thing.status) && isTheirs(viewer, thing, 'admin'),
  /** Another attempt is paid on the author's name, so nobody else may start it. */
  retry: (viewer: Who, thing: Thing) =>
    isRetryable(thing.status) && isOwn(viewer, thing) && hasRole(viewer, 'member'),
  /** Not while something may still come of it. */
  remove: (viewer: Who, thing: Thing) =>
    !isOpen(thing.status) && thing.status !== 'unknown' && isTheirs(viewer, thing, 'editor'),
  restore: (viewer: Who, thing: Pick<Thing, 'authorId'>) => isTheirs(viewer, thing, 'editor'),
  setVisibility: (viewer: Who, thing: Pick<Thing, 'authorId'>) => isTheirs(viewer, thing, 'admin'),
}
