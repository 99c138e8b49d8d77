import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

export const usagePolicy = {
  /** Everybody sees what they spent themselves. */
  seeAll: (viewer: Pick<Viewer, 'role'>) => mayWithAll(viewer, 'usage.see'),
}
