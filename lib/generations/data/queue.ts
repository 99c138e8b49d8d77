import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isHeld } from '#lib/db/sql.ts'
import type { QueueCounts } from '../schema.ts'
import { queueCountsSchema } from '../schema.ts'

const rowsSchema = z.tuple([queueCountsSchema])

/**
 * How many generations wait or run: the viewer's own, and the team's, of which private ones are counted, not shown.
 * What a paused batch holds back does not count.
 */
export async function queueCounts(viewer: Viewer): Promise<QueueCounts> {
  const rows = await db.$queryRaw`
    SELECT count(*) FILTER (WHERE "authorId" = ${viewer.userId}::uuid)::int AS "mine", count(*)::int AS "team"
    FROM "Generation" g
    WHERE "teamId" = ${viewer.teamId}::uuid AND "status" IN ('queued', 'running') AND NOT ("status" = 'queued' AND ${isHeld})`
  return rowsSchema.parse(rows)[0]
}
