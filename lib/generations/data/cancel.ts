import 'server-only'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { notifyGeneration, releaseReservations, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { generationPolicy } from '../policy.ts'

/** `cancelled`: nothing was sent, nothing is paid. `stopped`: it was sent; what comes is kept and charged. */
export type CancelResult = 'cancelled' | 'stopped' | 'ended'

/**
 * Cancels what waits; says stop to what runs. The database decides which of the two it was, so that a cancel and a
 * worker that meet leave one true state. Throws AppError `not_found`, `forbidden`.
 */
export async function cancelGeneration(viewer: Viewer, id: string): Promise<CancelResult> {
  const thing = await db.generation.findFirst({
    where: { id, teamId: viewer.teamId, trashedAt: null },
    select: { authorId: true, status: true, visibility: true },
  })
  if (!thing || !generationPolicy.see(viewer, thing))
    throw new AppError('not_found', 'That generation is gone.')
  if (thing.status !== 'queued' && thing.status !== 'running') return 'ended'
  if (!generationPolicy.cancel(viewer, thing)) {
    throw new AppError('forbidden', 'Only its author or an admin can cancel this.')
  }
  if (await cancelQueued(viewer, id)) return 'cancelled'
  return (await stopRunning(viewer, id)) ? 'stopped' : 'ended'
}

async function cancelQueued(viewer: Viewer, id: string): Promise<boolean> {
  const rows: unknown[] = await db.$queryRaw`
    WITH gone AS (
      UPDATE "Generation" SET "status" = 'cancelled', "cancelRequestedAt" = now(), "finishedAt" = now()
      WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "status" = 'queued'
      RETURNING *
    ), released AS (${releaseReservations([uuid()], sql`gone`)})
    SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM gone`
  return rows.length > 0
}

async function stopRunning(viewer: Viewer, id: string): Promise<boolean> {
  const rows: unknown[] = await db.$queryRaw`
    WITH stopped AS (
      UPDATE "Generation" SET "cancelRequestedAt" = coalesce("cancelRequestedAt", now())
      WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "status" = 'running'
      RETURNING *
    )
    SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM stopped`
  return rows.length > 0
}
