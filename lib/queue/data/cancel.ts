import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isHeld, notifyBatch, notifyGeneration, releaseReservations, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { queuePolicy } from '../policy.ts'

const rowsSchema = z.array(z.object({ id: z.uuid() }))

/**
 * Cancels, free of charge, what of the viewer's own waits its turn. What was sent runs on, and what a paused batch
 * holds back stays there. Says how many it cancelled. Throws AppError `forbidden` (a guest).
 */
export async function cancelMine(viewer: Viewer): Promise<number> {
  if (!queuePolicy.cancelMine(viewer)) throw new AppError('forbidden', 'Guests have nothing to cancel.')
  const waiting = rowsSchema.parse(
    await db.$queryRaw`
      SELECT g."id" FROM "Generation" g
      WHERE g."teamId" = ${viewer.teamId}::uuid AND g."authorId" = ${viewer.userId}::uuid AND g."status" = 'queued'
        AND NOT ${isHeld}`,
  )
  if (waiting.length === 0) return 0
  const ids = waiting.map(({ id }) => id)
  const entryIds = ids.map(() => uuid())
  // What a worker takes meanwhile is running when this looks, and is left alone.
  const cancelled = await db.$queryRaw`
    WITH gone AS (
      UPDATE "Generation" SET "status" = 'cancelled', "cancelRequestedAt" = now(), "finishedAt" = now()
      WHERE "id" = ANY(${ids}::uuid[]) AND "teamId" = ${viewer.teamId}::uuid AND "status" = 'queued' RETURNING *
    ), released AS (${releaseReservations(entryIds, sql`gone`)}),
    told AS (
      SELECT ${notifyBatch(sql`"teamId"`, sql`"batchId"`)}::text
      FROM (SELECT DISTINCT "teamId", "batchId" FROM gone WHERE "batchId" IS NOT NULL) batches
    )
    SELECT "id", CASE WHEN "batchId" IS NULL THEN ${notifyGeneration(sql`"teamId"`, sql`"id"`)}::text END,
      (SELECT count(*) FROM told)::int FROM gone`
  return rowsSchema.parse(cancelled).length
}
