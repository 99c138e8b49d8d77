import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'

interface Thing {
  authorId: string
  visibility: 'team' | 'private'
}

/** Who may do what with an image of their team. */
export const imagePolicy = {
  /** A private one is its author's and the admins'. */
  see: (viewer: Pick<Viewer, 'userId' | 'role'>, thing: Thing) =>
    thing.visibility === 'team' || thing.authorId === viewer.userId || hasRole(viewer, 'admin'),
}
