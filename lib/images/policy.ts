import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  visibility: 'team' | 'private'
  trashedAt: Date | null
}

/** Who may do what with an image of their team. `lib/images/data/visible.ts` says the same as conditions in SQL. */
export const imagePolicy = {
  /** A private one is its author's and the admins'; one in the trash its author's and those who may bring it back. */
  see: (viewer: Who, { visibility, trashedAt, authorId }: Thing) =>
    (visibility === 'team' || mayWith(viewer, 'generations.see private', authorId)) &&
    (trashedAt === null || mayWith(viewer, 'generations.see trashed', authorId)),
  mark: (viewer: Who) => may(viewer, 'images.mark'),
  remove: (viewer: Who, thing: Thing) =>
    thing.trashedAt === null &&
    imagePolicy.see(viewer, thing) &&
    mayWith(viewer, 'generations.remove', thing.authorId),
  restore: (viewer: Who, thing: Thing) =>
    thing.trashedAt !== null &&
    imagePolicy.see(viewer, thing) &&
    mayWith(viewer, 'generations.remove', thing.authorId),
}
