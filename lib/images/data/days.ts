import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import type { GalleryDay } from '../schema.ts'

const rowsSchema = z.array(z.object({ day: z.string(), count: z.number(), costMicros: z.number() }))

/** The one statement behind the days; by itself, so that its plan can be looked at. */
export function daysStatement(viewer: Viewer, scope: 'mine' | 'team') {
  const isOwn = sql`d."authorId" = ${viewer.userId}::uuid`
  const isShown = hasRole(viewer, 'admin') ? sql`true` : sql`(d."visibility" = 'team' OR ${isOwn})`
  // Sums of whole numbers as floats: exact up to nine billion dollars, and several times faster than as numeric.
  return sql`
    SELECT d."day"::text AS "day", sum(d."count")::float8 AS "count", sum(d."costMicros"::float8) AS "costMicros"
    FROM "ImageDay" d WHERE d."teamId" = ${viewer.teamId}::uuid AND ${scope === 'mine' ? isOwn : isShown}
    GROUP BY d."day" HAVING sum(d."count") > 0 ORDER BY d."day" DESC`
}

/**
 * How many images each of the team's days has, and what they cost, the newest day first: of the viewer's own, or of all
 * that the viewer sees. Read from counts that the database keeps, not from the images.
 */
export async function listGalleryDays(viewer: Viewer, scope: 'mine' | 'team'): Promise<GalleryDay[]> {
  return rowsSchema.parse(await db.$queryRaw(daysStatement(viewer, scope)))
}
