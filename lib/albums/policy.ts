import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  createdById: string
}

/** Who may do what with an album of their team. Everybody in the team sees it, with those of its images that they see. */
export const albumPolicy = {
  create: (viewer: Who) => hasRole(viewer, 'member'),
  /** Put images in, take them out, order them, choose the cover. */
  fill: (viewer: Who) => hasRole(viewer, 'member'),
  /** Rename it, delete it, bring it back. */
  change: (viewer: Who, { createdById }: Thing) =>
    hasRole(viewer, createdById === viewer.userId ? 'member' : 'editor'),
}
