import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'

/** A private generation is its author's and the admins': policy `see`, as a condition. */
export function visibleTo(viewer: Viewer): Prisma.GenerationWhereInput {
  const scope = { teamId: viewer.teamId, trashedAt: null }
  return hasRole(viewer, 'admin')
    ? scope
    : { ...scope, OR: [{ visibility: 'team' }, { authorId: viewer.userId }] }
}
