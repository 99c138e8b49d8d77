import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

export const auditPolicy = {
  see: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'audit.see'),
}
