import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { log } from '#lib/log.ts'
import type { Attempt } from './attempt.ts'
import { attemptRows } from './attempt.ts'
import { keepRecorded } from './call.ts'
import { cancelQueued } from './cancel.ts'
import { attemptColumns, environmentOf, lease } from './claim.ts'
import type { WorkerContext } from './context.ts'
import { failureOf } from './outcome.ts'
import { settle } from './settle.ts'

/** So often may a worker die between taking a generation and sending it, before it is given up. */
const maxAttempts = 5

/** Gives a sign of life for the attempts that this worker has. */
export async function renewLeases(owner: string, attemptIds: readonly string[]): Promise<void> {
  if (attemptIds.length === 0) return
  await db.$executeRaw`
    UPDATE "Attempt" SET "leaseUntil" = ${lease}
    WHERE "id" = ANY(${attemptIds}::uuid[]) AND "leaseOwner" = ${owner} AND "state" IN ('claimed', 'sending')`
}

/**
 * Ends every lease that is not this worker's, at once. Only for whoever has the database alone: then the others are
 * dead, and nobody needs to wait for their leases to run out.
 */
export async function endForeignLeases(owner: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "Attempt" SET "leaseUntil" = now() WHERE "state" IN ('claimed', 'sending') AND "leaseOwner" <> ${owner}`
}

/**
 * Takes over the attempts whose worker gave no sign of life, and returns them with what is left to do. Not sent: back into the queue. Sent: what this machine
 * recorded of the answer is kept; without a record the outcome is unknown, and the request log is asked.
 */
export async function takeOverExpired(
  ctx: WorkerContext,
): Promise<{ attempt: Attempt; run: () => Promise<void> }[]> {
  const rows = await db.$queryRaw`
    UPDATE "Attempt" a SET "leaseOwner" = ${ctx.owner}, "leaseUntil" = ${lease}
    FROM "Generation" g
    WHERE g."id" = a."generationId" AND a."id" = ANY(ARRAY(
      SELECT "id" FROM "Attempt" WHERE "state" IN ('claimed', 'sending') AND "leaseUntil" < now()
      ORDER BY "leaseUntil" LIMIT 50 FOR UPDATE SKIP LOCKED
    ))
    RETURNING ${attemptColumns}`
  const attempts = attemptRows.parse(rows)
  if (attempts.length > 0)
    log.warn({ attempts: attempts.length }, 'took over attempts of a worker that is gone')
  return attempts.map((attempt) => ({ attempt, run: () => takeOver(ctx, attempt) }))
}

async function takeOver(ctx: WorkerContext, attempt: Attempt): Promise<void> {
  if (attempt.sentAt === null) {
    await settle(attempt, { kind: 'abandoned', again: attempt.number < maxAttempts, told: null })
    return
  }
  if (await ctx.spool.find(attempt.id)) {
    await keepRecorded(ctx, attempt)
    return
  }
  const rawError = 'The worker that made the call is gone.'
  await settle(attempt, {
    kind: 'unknown',
    failure: failureOf('no_answer', '', attempt.n),
    told: null,
    rawError,
  })
}

/**
 * Keeps the answers that this machine recorded and that no attempt is waiting for any more: their attempt was given
 * up in between. Called at start, before anything new is recorded.
 */
export async function keepLeftovers(ctx: WorkerContext): Promise<void> {
  for (const attemptId of await ctx.spool.list()) {
    const rows = await db.$queryRaw`
      SELECT ${attemptColumns}, a."state" FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
      WHERE a."id"::text = ${attemptId}`
    const [attempt] = attemptRows.parse(rows)
    // A record without a row belongs to another database, or to an older copy of this one: it is not ours to delete.
    if (!attempt) log.warn({ attemptId }, 'a recorded answer belongs to no attempt, it is left where it is')
    else if (!(await isBeingSent(attemptId))) await keepRecorded(ctx, attempt)
  }
}

async function isBeingSent(attemptId: string): Promise<boolean> {
  const rows: unknown[] = await db.$queryRaw(sql`
    SELECT 1 FROM "Attempt" WHERE "id"::text = ${attemptId} AND "state" IN ('claimed', 'sending')`)
  return rows.length > 0
}

/**
 * Cancels what still waits for another environment than its team's: asked of the stand-in before a key was connected,
 * say. It must not be paid under the stand-in's name.
 */
export async function cancelForeignEnvironment(ctx: WorkerContext): Promise<void> {
  await db.$transaction((tx) =>
    cancelQueued(tx, sql`"environment" <> ${environmentOf(ctx, sql`"Generation"."teamId"`)}`),
  )
}
