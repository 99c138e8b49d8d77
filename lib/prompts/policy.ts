import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Ownership } from '#lib/teams/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

/**
 * Who may do what with prompts of the library. The team's are seen by everybody in it, one's own by nobody else;
 * `data/visible.ts` says that as conditions in SQL.
 */
export const promptPolicy = {
  see: (viewer: Who, { scope }: { scope: string }) =>
    scope === 'team' || mayWith(viewer, 'prompts.see', scope),
  /** Make it, change it, save versions, label them, throw it away. */
  change: (viewer: Who, ownership: Ownership) =>
    mayWith(viewer, 'prompts.change', ownership === 'team' ? null : viewer.userId),
  /** Protect labels, and move protected ones. */
  protect: (viewer: Who) => may(viewer, 'prompts.protect'),
}
