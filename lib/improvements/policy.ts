import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

/** A rewrite is paid for: whoever may generate may ask for one. */
export const improvementPolicy = {
  ask: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'generations.create'),
}
