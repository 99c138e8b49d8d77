import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  visibility: 'team' | 'private'
  trashedAt: Date | null
}

const isOwn = (viewer: Who, thing: Thing) => viewer.userId === thing.authorId
/** Its author's; and of the others', an editor's. */
const isTheirs = (viewer: Who, thing: Thing) => hasRole(viewer, isOwn(viewer, thing) ? 'member' : 'editor')

/** Who may do what with an image of their team. `lib/images/data/visible.ts` says the same as conditions in SQL. */
export const imagePolicy = {
  /** A private one is its author's and the admins'; one in the trash its author's and those who may bring it back. */
  see: (viewer: Who, thing: Thing) =>
    (thing.visibility === 'team' || isOwn(viewer, thing) || hasRole(viewer, 'admin')) &&
    (thing.trashedAt === null || isOwn(viewer, thing) || hasRole(viewer, 'editor')),
  mark: (viewer: Who) => hasRole(viewer, 'member'),
  remove: (viewer: Who, thing: Thing) =>
    thing.trashedAt === null && imagePolicy.see(viewer, thing) && isTheirs(viewer, thing),
  restore: (viewer: Who, thing: Thing) =>
    thing.trashedAt !== null && imagePolicy.see(viewer, thing) && isTheirs(viewer, thing),
}
