import 'server-only'
import { v7 as uuid } from 'uuid'
import { mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { requirePrice, withinBudgets } from '#lib/budgets/data.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { currentPeriod, notifyGeneration, notifyQueue, reserveEstimates, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { generationPolicy } from '../policy.ts'

const stillUnknown =
  'It may already have been billed. The request log is being asked; once that is known you can try again.'
export const otherEnvironment =
  'This was asked before the API key was connected or removed. Take over its prompt, and generate it anew.'

/**
 * Queues another attempt of a generation that ended without what was asked, and reserves its estimate again.
 * `afterAttempt` is the last attempt that the person saw: a repeated click finds a newer one, and changes nothing.
 * Throws AppError `not_found`, `forbidden`, `over_budget`, and `conflict` while the outcome of the last attempt is
 * unknown.
 */
export async function retryGeneration(viewer: Viewer, id: string, afterAttempt: number): Promise<void> {
  const thing = await db.generation.findFirst({
    where: { id, teamId: viewer.teamId, trashedAt: null },
    select: { authorId: true, status: true, visibility: true, environment: true, estimateMicros: true },
  })
  if (!thing || !generationPolicy.see(viewer, thing))
    throw new AppError('not_found', 'That generation is gone.')
  if (thing.status === 'unknown') throw new AppError('conflict', stillUnknown)
  if (!mayWith(viewer, 'generations.retry', thing.authorId))
    throw new AppError('forbidden', 'Only its author can try this again, and no guest.')
  if (!generationPolicy.retry(viewer, thing)) return
  if (thing.environment !== upstreamEnvironment(viewer)) throw new AppError('conflict', otherEnvironment)
  const isSeen = sql`
    g."id" = ${id}::uuid
    AND (SELECT coalesce(max(a."number"), 0) FROM "Attempt" a
         WHERE a."generationId" = g."id" AND a."state" <> 'abandoned') = ${afterAttempt}`
  await requirePrice(viewer, [thing.estimateMicros === null ? null : Number(thing.estimateMicros)])
  await withinBudgets(
    viewer,
    () => db.$queryRaw`
      WITH ${requeue(viewer, isSeen, 1)}
      SELECT ${notifyQueue}::text, ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM again`,
  )
}

/**
 * The CTEs `again` and `reserved`: what of the viewer's own generations `g` ended without what was asked, at most
 * `most` of them, is in the queue once more, with its estimate reserved anew.
 */
export const requeue = (viewer: Viewer, condition: Sql, most: number): Sql => sql`
  again AS (
    UPDATE "Generation" g SET "status" = 'queued', "failure" = NULL, "queuedAt" = now(), "finishedAt" = NULL,
      "cancelRequestedAt" = NULL, "periodStart" = ${currentPeriod(sql`t."timeZone"`)}
    FROM "Team" t
    WHERE g."teamId" = ${viewer.teamId}::uuid AND t."id" = g."teamId" AND g."authorId" = ${viewer.userId}::uuid
      AND g."status" IN ('refused', 'failed', 'cancelled', 'lost') AND g."trashedAt" IS NULL
      AND g."environment" = ${upstreamEnvironment(viewer)}::"Environment" AND ${condition}
    RETURNING g.*
  ), reserved AS (${reserveEstimates(
    Array.from({ length: most }, () => uuid()),
    sql`again`,
  )})`
