import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { within } from '#lib/deadline.ts'
import { log } from '#lib/log.ts'
import type { LoggedRequest, Upstream } from '#lib/upstream/port.ts'
import type { Attempt } from './attempt.ts'
import { attemptSchema } from './attempt.ts'
import { keepRecorded } from './call.ts'
import { attemptColumns } from './claim.ts'
import { connectionOf, isSameKey } from './connect.ts'
import type { WorkerContext } from './context.ts'
import { correctPrice } from './correct.ts'
import type { Outcome, Told } from './outcome.ts'
import { failureOf } from './outcome.ts'
import { requestOf } from './request.ts'
import { settle } from './settle.ts'

const replayTimeoutMs = 60_000

/** 0.25 s, doubled each time, at most 30 s: a log that is a moment late costs a moment. */
const pause = sql`least(30000, 250 * power(2, least(a."lookups", 10))) * interval '1 millisecond'`

/** An attempt that is lost is looked up when somebody asked for it again. */
const dueRows = z.array(attemptSchema.extend({ isLost: z.boolean() }))

type Due = z.infer<typeof dueRows>[number]

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
    RETURNING ${attemptColumns}, a."state" = 'lost' AS "isLost"`
  await Promise.all(dueRows.parse(rows).map((attempt) => lookUp(ctx, attempt)))
}

async function lookUp(ctx: WorkerContext, attempt: Due): Promise<void> {
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
  attempt: Due,
  entry: LoggedRequest,
): Promise<void> {
  if (!attempt.isLost && (await correctPrice(attempt, entry))) return
  if (upstream.canReplay && (await replayed(ctx, upstream, attempt))) {
    await correctPrice(attempt, entry)
    return
  }
  if (attempt.isLost && (await correctPrice(attempt, entry))) return
  await settle(attempt, { kind: 'lost', failure: failureOf('no_answer', '', attempt.n), told: toTold(entry) })
}

async function endUnbilled(attempt: Attempt, entry: LoggedRequest | null): Promise<void> {
  const told = entry && toTold(entry)
  if (entry && (await correctPrice(attempt, entry))) return
  const failure = failureOf(entry ? 'upstream_error' : 'not_billed', '', attempt.n)
  await settleOr(attempt, { kind: 'failed', failure, told, rawError: null })
}

/** Ends it. Where it has ended already, pictures came, and the log never had the call: the estimate stands. */
async function settleOr(attempt: Attempt, outcome: Outcome): Promise<void> {
  if (!(await settle(attempt, outcome)))
    await db.$executeRaw`UPDATE "Attempt" SET "lookupAt" = NULL WHERE "id" = ${attempt.id}::uuid`
}

/** Tries to have a billed answer again, where the upstream recorded it. It is never generated, and never paid, anew. */
async function replayed(ctx: WorkerContext, upstream: Upstream, attempt: Attempt): Promise<boolean> {
  try {
    const call = await requestOf(ctx, attempt)
    if (!call) return false
    const record = ctx.spool.recorder(attempt.id)
    await within(replayTimeoutMs, (signal) => upstream.replay(call, { signal, record }))
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
