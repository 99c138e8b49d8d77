import { mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Ownership } from './schema.ts'

/** Who may make, change and remove what is kept beside the prompt: presets and lists. Everybody sees the team's. */
export const keptPolicy = {
  change: (viewer: Pick<Viewer, 'userId' | 'role'>, ownership: Ownership) =>
    mayWith(viewer, 'kept.change', ownership === 'team' ? null : viewer.userId),
}
