import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

/** Who sets what may be spent. What holds for oneself everybody sees. */
export const budgetPolicy = {
  change: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'budgets.change'),
}
