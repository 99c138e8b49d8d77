import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  createdById: string
}

/** Who may do what with an album of their team. Everybody in the team sees it, with those of its images that they see. */
export const albumPolicy = {
  create: (viewer: Who) => may(viewer, 'albums.fill'),
  /** Put images in, take them out, order them, choose the cover. */
  fill: (viewer: Who) => may(viewer, 'albums.fill'),
  /** Rename it, delete it, bring it back. */
  change: (viewer: Who, { createdById }: Thing) => mayWith(viewer, 'albums.change', createdById),
}
