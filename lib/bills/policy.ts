import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

export const billPolicy = {
  /** Of one's own team, and of the account that is the team's own. */
  manage: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'bills.manage'),
  /** What was billed to the server's account, and is no team's. */
  manageServer: (viewer: Pick<Viewer, 'isAdmin'>) => viewer.isAdmin,
}
