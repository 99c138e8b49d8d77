import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import type { Ownership } from './schema.ts'

/** Who may make, change and remove what is kept beside the prompt: presets and lists. Everybody sees the team's. */
export const keptPolicy = {
  change: (viewer: Pick<Viewer, 'role'>, ownership: Ownership) =>
    hasRole(viewer, ownership === 'team' ? 'editor' : 'member'),
}
