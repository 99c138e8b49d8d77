import 'server-only'
import { z } from 'zod'
import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import type { GalleryDay } from '../schema.ts'

const rowsSchema = z.array(z.object({ day: z.string(), count: z.number(), costMicros: z.number() }))

const mine = (viewer: Viewer) =>
  sql`SELECT * FROM "ImageDay" WHERE "teamId" = ${viewer.teamId}::uuid AND "authorId" = ${viewer.userId}::uuid`

const shared = (viewer: Viewer) => sql`
  SELECT "day", "count", "costMicros" FROM "TeamDay" WHERE "teamId" = ${viewer.teamId}::uuid`

/** The team's, and of what is private one's own; admins see all of it. */
const seen = (viewer: Viewer) =>
  mayWithAll(viewer, 'generations.see private')
    ? shared(viewer)
    : sql`${shared(viewer)} AND "visibility" = 'team' UNION ALL
        SELECT m."day", m."count", m."costMicros" FROM (${mine(viewer)}) m WHERE m."visibility" = 'private'`

/** The one statement behind the days; by itself, so that its plan can be looked at. */
export function daysStatement(viewer: Viewer, scope: 'mine' | 'team') {
  // Sums of whole numbers as floats: exact up to nine billion dollars, and several times faster than as numeric.
  return sql`
    SELECT d."day"::text AS "day", sum(d."count")::float8 AS "count", sum(d."costMicros"::float8) AS "costMicros"
    FROM (${scope === 'mine' ? mine(viewer) : seen(viewer)}) d
    GROUP BY d."day" HAVING sum(d."count") > 0 ORDER BY d."day" DESC`
}

/**
 * How many images each of the team's days has, and what they cost, the newest day first: of the viewer's own, or of all
 * that the viewer sees. Read from counts that the database keeps, not from the images.
 */
export async function listGalleryDays(viewer: Viewer, scope: 'mine' | 'team'): Promise<GalleryDay[]> {
  return rowsSchema.parse(await db.$queryRaw(daysStatement(viewer, scope)))
}
