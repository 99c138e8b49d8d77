import 'server-only'
import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'

const inTeam = (viewer: Viewer) => ({ teamId: viewer.teamId, trashedAt: null })

/** The team's, and one's own: not the private ones of others, also for an admin, who sees them. */
export function sharedWith(viewer: Viewer): Prisma.GenerationWhereInput {
  return { ...inTeam(viewer), OR: [{ visibility: 'team' }, { authorId: viewer.userId }] }
}

/** A private generation is its author's and the admins': policy `see`, as a condition. */
export function visibleTo(viewer: Viewer): Prisma.GenerationWhereInput {
  return mayWithAll(viewer, 'generations.see private') ? inTeam(viewer) : sharedWith(viewer)
}

/** The same in SQL, of a generation `g` of the viewer's team. */
export const isSeenGeneration = (viewer: Viewer): Sql => sql`
  g."trashedAt" IS NULL AND ${
    mayWithAll(viewer, 'generations.see private')
      ? sql`true`
      : sql`(g."visibility" = 'team' OR g."authorId" = ${viewer.userId}::uuid)`
  }`
