import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { QueueCounts } from '../schema.ts'
import { queueCountsSchema } from '../schema.ts'

const rowsSchema = z.tuple([queueCountsSchema])

/** How many generations wait or run: the viewer's own, and the team's, of which private ones are counted, not shown. */
export async function queueCounts(viewer: Viewer): Promise<QueueCounts> {
  const rows = await db.$queryRaw`
    SELECT count(*) FILTER (WHERE "authorId" = ${viewer.userId}::uuid)::int AS "mine", count(*)::int AS "team"
    FROM "Generation" WHERE "teamId" = ${viewer.teamId}::uuid AND "status" IN ('queued', 'running')`
  return rowsSchema.parse(rows)[0]
}
