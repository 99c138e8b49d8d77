import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'role'>

/** Who may do what with the team's tags. Everybody sees those of images that they see. */
export const tagPolicy = {
  /** Put them on images that one sees, and take them off. */
  tag: (viewer: Who) => may(viewer, 'tags.put'),
  /** Rename, merge and delete them, on all images at once. */
  manage: (viewer: Who) => may(viewer, 'tags.manage'),
}
