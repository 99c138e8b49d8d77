import { mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Ownership } from '#lib/teams/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

/**
 * Who may do what with curated examples. The team's are seen by everybody in it, a member's by themselves, and by all
 * where they stand on their page: each as long as one sees the picture. `data/visible.ts` says that in SQL.
 */
export const examplePolicy = {
  /** Add, change, order, take out: one's own, and as an editor the team's, whose `ownerId` is null; never a colleague's. */
  change: (viewer: Who, ownerId: string | null) =>
    (ownerId === null || ownerId === viewer.userId) && mayWith(viewer, 'examples.change', ownerId),
  create: (viewer: Who, ownership: Ownership) =>
    examplePolicy.change(viewer, ownership === 'team' ? null : viewer.userId),
}
