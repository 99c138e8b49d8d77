import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import { charge, notifyGeneration, sql } from '#lib/db/sql.ts'
import { log } from '#lib/log.ts'
import type { LoggedRequest, Upstream } from '#lib/upstream/port.ts'
import type { Attempt } from './attempt.ts'
import { attemptRows } from './attempt.ts'
import { keepRecorded } from './call.ts'
import { attemptColumns } from './claim.ts'
import { connectionOf, isSameKey } from './connect.ts'
import type { WorkerContext } from './context.ts'
import type { Outcome, Told } from './outcome.ts'
import { failureOf } from './outcome.ts'
import { requestOf } from './request.ts'
import { settle } from './settle.ts'

const replayTimeoutMs = 60_000

/** 0.25 s, doubled each time, at most 30 s: a log that is a moment late costs a moment. */
const pause = sql`least(30000, 250 * power(2, least(a."lookups", 10))) * interval '1 millisecond'`

const toTold = (entry: LoggedRequest): Told => ({
  httpStatus: null,
  code: null,
  upstreamRequestId: entry.id,
  executedModel: null,
  provider: entry.provider,
  costMicros: entry.costMicros,
  source: 'log',
})

/**
 * Asks the upstream's request log about every attempt that is due: those whose outcome is unknown, and those whose
 * answer did not say what it cost. Ends them when the log has spoken.
 */
export async function lookUpDue(ctx: WorkerContext): Promise<void> {
  const rows = await db.$queryRaw`
    UPDATE "Attempt" a SET "lookups" = a."lookups" + 1, "lookupAt" = now() + ${pause}
    FROM "Generation" g
    WHERE g."id" = a."generationId" AND a."id" = ANY(ARRAY(
      SELECT d."id" FROM "Attempt" d JOIN "Generation" o ON o."id" = d."generationId"
      WHERE d."lookupAt" <= now()
        AND (d."credentialId" IS NOT NULL OR o."environment" = ${ctx.upstream.environment}::"Environment")
      ORDER BY d."lookupAt" LIMIT 20 FOR UPDATE OF d SKIP LOCKED
    ))
    RETURNING ${attemptColumns}, a."state"`
  await Promise.all(attemptRows.parse(rows).map((attempt) => lookUp(ctx, attempt)))
}

async function lookUp(ctx: WorkerContext, attempt: Attempt): Promise<void> {
  const upstream = await connectionOf(ctx, attempt)
  if (!upstream) return endAbsent(ctx, attempt)
  let entry: LoggedRequest | null
  try {
    entry = await upstream.findRequest(attempt.traceId, attempt.sentAt ?? new Date(0))
  } catch (error) {
    log.warn({ err: error, attemptId: attempt.id }, 'the request log cannot be asked')
    return
  }
  if (!entry) await endAbsent(ctx, attempt)
  else if (entry.state === 'billed') await endBilled(ctx, upstream, attempt, entry)
  else if (entry.state === 'ended') await endUnbilled(attempt, entry)
}

/** That nothing is there means something when it is late, and only in the log of the key that it was made with. */
async function endAbsent(ctx: WorkerContext, attempt: Attempt): Promise<void> {
  if (!isOverdue(ctx, attempt)) return
  if (await isSameKey(ctx, attempt)) await endUnbilled(attempt, null)
  else await settleOr(attempt, { kind: 'lost', failure: failureOf('key_gone', '', attempt.n), told: null })
}

/** No call can still be running, and the log has had its time: absence now means that nothing was billed. */
function isOverdue(ctx: WorkerContext, attempt: Attempt): boolean {
  return Date.now() > (attempt.deadlineAt?.getTime() ?? 0) + ctx.lookupMs
}

async function endBilled(
  ctx: WorkerContext,
  upstream: Upstream,
  attempt: Attempt,
  entry: LoggedRequest,
): Promise<void> {
  if (await settlePrice(attempt, entry)) return
  if (upstream.canReplay && (await replayed(ctx, upstream, attempt))) {
    await settlePrice(attempt, entry)
    return
  }
  await settle(attempt, { kind: 'lost', failure: failureOf('no_answer', '', attempt.n), told: toTold(entry) })
}

async function endUnbilled(attempt: Attempt, entry: LoggedRequest | null): Promise<void> {
  const told = entry && toTold(entry)
  if (entry && (await settlePrice(attempt, entry))) return
  const failure = failureOf(entry ? 'upstream_error' : 'not_billed', '', attempt.n)
  await settleOr(attempt, { kind: 'failed', failure, told, rawError: null })
}

/** Ends it. Where it has ended already, pictures came, and the log never had the call: the estimate stands. */
async function settleOr(attempt: Attempt, outcome: Outcome): Promise<void> {
  if (!(await settle(attempt, outcome)))
    await db.$executeRaw`UPDATE "Attempt" SET "lookupAt" = NULL WHERE "id" = ${attempt.id}::uuid`
}

/** Corrects the price of an attempt that ended with pictures. False when it did not. */
async function settlePrice(attempt: Attempt, entry: LoggedRequest): Promise<boolean> {
  const micros = entry.costMicros
  return db.$transaction(async (tx) => {
    const settled: unknown[] = await tx.$queryRaw`
      UPDATE "Attempt" SET "lookupAt" = NULL, "upstreamRequestId" = coalesce("upstreamRequestId", ${entry.id}),
        "costMicros" = coalesce(${micros}::bigint, "costMicros"),
        "costSource" = CASE WHEN ${micros}::bigint IS NULL THEN "costSource" ELSE 'log' END
      WHERE "id" = ${attempt.id}::uuid AND "state" IN ('succeeded', 'lost')
      RETURNING "id"`
    if (settled.length === 0) return false
    if (micros !== null) await tx.$executeRaw(charge(uuid(), attempt.id, BigInt(micros), entry.provider))
    await tx.$queryRaw`
      WITH g AS (
        UPDATE "Generation" SET
          "costMicros" = (SELECT sum("costMicros") FROM "Attempt" WHERE "generationId" = ${attempt.generationId}::uuid),
          "costSource" = CASE WHEN ${micros}::bigint IS NULL THEN "costSource" ELSE 'log' END
        WHERE "id" = ${attempt.generationId}::uuid RETURNING *
      )
      SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM g`
    await sharePrice(tx, attempt.id)
    return true
  })
}

type Transaction = Parameters<Parameters<typeof db.$transaction>[0]>[0]

/** The settled cost over the delivered images, the remainder on the first. */
async function sharePrice(tx: Transaction, attemptId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Image" i SET "costMicros" = a."costMicros" / c.images
      + CASE WHEN i."position" = 0 THEN a."costMicros" % c.images ELSE 0 END
    FROM "Attempt" a, (SELECT count(*) AS images FROM "Image" WHERE "attemptId" = ${attemptId}::uuid) c
    WHERE i."attemptId" = a."id" AND a."id" = ${attemptId}::uuid`
}

/** Tries to have a billed answer again, where the upstream recorded it. It is never generated, and never paid, anew. */
async function replayed(ctx: WorkerContext, upstream: Upstream, attempt: Attempt): Promise<boolean> {
  const signal = AbortSignal.timeout(replayTimeoutMs)
  try {
    const call = await requestOf(ctx, attempt)
    if (!call) return false
    await upstream.replay(call, { signal, record: ctx.spool.recorder(attempt.id) })
    const recorded = await ctx.spool.find(attempt.id)
    if (!recorded || upstream.read(recorded.head, recorded.body).kind !== 'images') {
      await ctx.spool.remove(attempt.id)
      return false
    }
    await keepRecorded(ctx, attempt)
    return true
  } catch (error) {
    log.warn({ err: error, attemptId: attempt.id }, 'a lost answer cannot be had again')
    return false
  }
}
