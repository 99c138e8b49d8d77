import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { requirePrice, withinBudgets } from '#lib/budgets/data.ts'
import { db } from '#lib/db/client.ts'
import { notifyBatch, notifyQueue, releaseReservations, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { otherEnvironment, requeue } from '#lib/generations/data/retry.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { batchPolicy } from '../policy.ts'
import type { Batch } from '../schema.ts'
import { getBatch } from './read.ts'

async function requireSteered(viewer: Viewer, id: string): Promise<Batch> {
  const batch = await getBatch(viewer, id)
  if (batchPolicy.steer(viewer, { authorId: batch.author.id })) return batch
  throw new AppError('forbidden', 'Only its author or an admin can do that with a batch.')
}

/**
 * Holds back what of a batch waits: no worker takes it. What was sent already runs on. One that has ended is left as
 * it is. Throws AppError `not_found`, `forbidden`.
 */
export async function pauseBatch(viewer: Viewer, id: string): Promise<void> {
  const batch = await requireSteered(viewer, id)
  if (!batch.can.pause) return
  await db.$queryRaw`
    WITH paused AS (
      UPDATE "Batch" SET "pausedAt" = now()
      WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "pausedAt" IS NULL RETURNING *
    )
    SELECT ${notifyBatch(sql`"teamId"`, sql`"id"`)}::text FROM paused`
}

/** Lets what a batch holds back go on. Throws AppError `not_found`, `forbidden`. */
export async function resumeBatch(viewer: Viewer, id: string): Promise<void> {
  await requireSteered(viewer, id)
  await db.$queryRaw`
    WITH resumed AS (
      UPDATE "Batch" SET "pausedAt" = NULL
      WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "pausedAt" IS NOT NULL RETURNING *
    )
    SELECT ${notifyQueue}::text, ${notifyBatch(sql`"teamId"`, sql`"id"`)}::text FROM resumed`
}

const rowsSchema = z.array(z.unknown())

/**
 * Cancels what of a batch waits, free of charge, and says stop to what runs: that is kept and charged. Says how many
 * of each there were. Throws AppError `not_found`, `forbidden`.
 */
export async function cancelBatch(
  viewer: Viewer,
  id: string,
): Promise<{ cancelled: number; stopped: number }> {
  const { counts } = await requireSteered(viewer, id)
  const entryIds = Array.from({ length: counts.total }, () => uuid())
  const isOfIt = sql`"batchId" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid`
  // Statements of their own: what a worker was just taking is seen as running by the last.
  const [, gone, stopped] = await db.$transaction([
    db.$queryRaw`
      WITH batch AS (
        UPDATE "Batch" b SET "cancelledAt" = now(), "pausedAt" = NULL
        WHERE b."id" = ${id}::uuid AND b."teamId" = ${viewer.teamId}::uuid AND EXISTS (
          SELECT 1 FROM "Generation" g WHERE g."batchId" = b."id" AND g."status" IN ('queued', 'running'))
        RETURNING *
      )
      SELECT ${notifyBatch(sql`"teamId"`, sql`"id"`)}::text FROM batch`,
    db.$queryRaw`
      WITH gone AS (
        UPDATE "Generation" SET "status" = 'cancelled', "cancelRequestedAt" = now(), "finishedAt" = now()
        WHERE ${isOfIt} AND "status" = 'queued' RETURNING *
      ), released AS (${releaseReservations(entryIds, sql`gone`)})
      SELECT "id" FROM gone`,
    db.$queryRaw`
      UPDATE "Generation" SET "cancelRequestedAt" = coalesce("cancelRequestedAt", now())
      WHERE ${isOfIt} AND "status" = 'running' RETURNING "id"`,
  ])
  return { cancelled: rowsSchema.parse(gone).length, stopped: rowsSchema.parse(stopped).length }
}

async function requirePrices(viewer: Viewer, batchId: string): Promise<void> {
  const unpriced = await db.generation.findFirst({
    where: { teamId: viewer.teamId, batchId, estimateMicros: null },
    select: { id: true },
  })
  if (unpriced) await requirePrice(viewer, [null])
}

/**
 * Queues another attempt of every cell that ended without what was asked, by the rules of a single retry, and reserves
 * their estimates again. `upTo` is the batch's `retryUpTo` that the person saw: what ended later is left alone, so a
 * repeated click changes nothing. Says how many it queued.
 * Throws AppError `not_found`, `forbidden`, `over_budget`, and `conflict` where it was made in another environment.
 */
export async function retryFailed(viewer: Viewer, id: string, upTo: Date): Promise<number> {
  const batch = await getBatch(viewer, id)
  if (!batchPolicy.retryFailed(viewer, { authorId: batch.author.id, retryUpTo: upTo }))
    throw new AppError('forbidden', 'Only its author can try a batch again.')
  if (batch.environment !== upstreamEnvironment(viewer)) throw new AppError('conflict', otherEnvironment)
  const ended = sql`g."batchId" = ${id}::uuid AND g."finishedAt" <= ${upTo}::timestamptz`
  await requirePrices(viewer, id)
  const rows = await withinBudgets(
    viewer,
    () => db.$queryRaw`
    WITH ${requeue(viewer, ended, batch.counts.total)}, going AS (
      UPDATE "Batch" SET "cancelledAt" = NULL, "pausedAt" = CASE WHEN ${batch.state} = 'paused' THEN "pausedAt" END
      WHERE "id" = ${id}::uuid AND EXISTS (SELECT 1 FROM again)
      RETURNING *
    ), told AS (SELECT ${notifyBatch(sql`"teamId"`, sql`"id"`)}::text, ${notifyQueue}::text FROM going)
    SELECT again."id", (SELECT count(*) FROM told) FROM again`,
  )
  return rowsSchema.parse(rows).length
}
