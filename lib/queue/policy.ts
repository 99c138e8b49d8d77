import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

/** Who may do what with the queue of their team. */
export const queuePolicy = {
  /** To cancel what of one's own waits. */
  cancelMine: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'generations.create'),
}
