import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { imagePolicy } from '#lib/images/policy.ts'

type Who = Pick<Viewer, 'userId' | 'role'>
type Picture = Parameters<typeof imagePolicy.see>[1]

/** Who may bring pictures along, and start from which. */
export const inputPolicy = {
  upload: (viewer: Who) => may(viewer, 'generations.create'),
  /**
   * What is private is its author's to start from, also where an admin sees it: what is made of it would show it to
   * others.
   */
  use: (viewer: Who, image: Picture) =>
    imagePolicy.see(viewer, image) &&
    image.trashedAt === null &&
    (image.visibility === 'team' || image.authorId === viewer.userId),
}
