import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

/** Who sets and removes the team's own keys. Nobody reads them. */
export const credentialPolicy = {
  manage: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'keys.manage'),
}
