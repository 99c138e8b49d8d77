import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

export const archivePolicy = {
  export: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'team.export'),
  delete: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'team.delete'),
}
