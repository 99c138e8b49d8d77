import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'

/** A rewrite is paid for: whoever may generate may ask for one. */
export const improvementPolicy = {
  ask: (viewer: Pick<Viewer, 'role'>) => hasRole(viewer, 'member'),
}
