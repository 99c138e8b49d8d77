import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import {
  notifyGeneration,
  notifyQueue,
  plannedOnce,
  releaseAndCharge,
  releaseReservations,
  sql,
} from '#lib/db/sql.ts'
import type { Attempt } from './attempt.ts'
import type { Outcome, Standing, Told } from './outcome.ts'
import { asFarAsKnown, servedBy, statusAfter } from './outcome.ts'
import type { Price } from './price.ts'
import { expectedMicros, priceHadAgain, priceOf } from './price.ts'
import { afterPublishing, imageRows, publishing } from './publish.ts'

type Transaction = Prisma.TransactionClient

const lockedSchema = z.tuple([
  z.object({
    state: z.enum(['claimed', 'sending', 'succeeded', 'refused', 'failed', 'abandoned', 'unknown', 'lost']),
    wasCancelled: z.boolean(),
    isLatest: z.boolean(),
    isTrashed: z.boolean(),
    hasAlbum: z.boolean(),
    known: z.object({
      micros: z.coerce.bigint().nullable(),
      source: z.enum(['answer', 'log', 'estimate']).nullable(),
    }),
  }),
])

type Locked = z.infer<typeof lockedSchema>[0]

/**
 * From which states an attempt may come to which end. Pictures are welcome late: an answer that turns up after its
 * attempt was given up is paid for, so it is kept.
 */
const allowedFrom: Record<Outcome['kind'], Locked['state'][]> = {
  images: ['sending', 'unknown', 'lost'],
  refused: ['sending', 'unknown'],
  failed: ['sending', 'unknown'],
  unknown: ['sending'],
  lost: ['sending', 'unknown'],
  abandoned: ['claimed'],
}

/** Follows from the outcome: how the attempt itself ends. */
function stateAfter(outcome: Outcome) {
  if (outcome.kind !== 'images') return outcome.kind
  return outcome.images.length > 0 ? 'succeeded' : 'lost'
}

/**
 * Ends an attempt, in one transaction: its pictures, its cost in the ledger, the reservation's rest, what the
 * generation is now, and the news. False when it had ended already, in whatever way: nothing is published or
 * charged twice. Throws when the database is away, or a file's row is gone meanwhile; then it can be called again.
 */
export async function settle(attempt: Attempt, told: Outcome): Promise<boolean> {
  const outcome = asFarAsKnown(told, attempt.upstream)
  return db.$transaction(async (tx) => {
    const locked = await lock(tx, attempt)
    if (!allowedFrom[outcome.kind].includes(locked.state)) return false
    const price = priceAfter(outcome, attempt, locked)
    const standing = statusAfter(outcome, attempt.n, locked.wasCancelled)
    const images = imageRows(outcome, price)
    const published = await tx.$queryRaw`
      ${plannedOnce} WITH ${publishing(attempt, images)}, ${endAttempt(attempt, outcome, price)},
        ${endGeneration(attempt, locked, standing, price)}, ${book(attempt, locked, outcome, standing, price)}
      SELECT ${standing.status === 'queued' ? sql`${notifyQueue}::text,` : sql``}
        ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text, (SELECT count(*)::int FROM published) AS "count"
      FROM ended`
    await afterPublishing(tx, attempt, images, published, locked)
    return true
  })
}

function priceAfter(outcome: Outcome, attempt: Attempt, { state, known }: Locked): Price {
  const isHadAgain = outcome.kind === 'images' && state !== 'sending'
  const expected = expectedMicros(attempt, outcome)
  const price = isHadAgain ? priceHadAgain(known, expected) : priceOf(outcome, expected)
  return { ...price, needsLog: price.needsLog && attempt.upstream === 'lumenfall' }
}

async function lock(tx: Transaction, attempt: Attempt): Promise<Locked> {
  const rows = await tx.$queryRaw`
    ${plannedOnce} SELECT a."state", g."cancelRequestedAt" IS NOT NULL AS "wasCancelled", g."trashedAt" IS NOT NULL AS "isTrashed",
      g."albumId" IS NOT NULL AS "hasAlbum",
      jsonb_build_object('micros', a."costMicros"::text, 'source', a."costSource") AS "known",
      NOT EXISTS (SELECT 1 FROM "Attempt" o WHERE o."generationId" = g."id" AND o."number" > a."number") AS "isLatest"
    FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
    WHERE a."id" = ${attempt.id}::uuid
    FOR UPDATE`
  return lockedSchema.parse(rows)[0]
}

const noneTold = {
  httpStatus: null,
  code: null,
  upstreamRequestId: null,
  executedModel: null,
}

/** The CTE `attempt`. What was told replaces what was known, and silence replaces nothing. */
function endAttempt(attempt: Attempt, outcome: Outcome, price: Price): Sql {
  const { httpStatus, code, upstreamRequestId, executedModel }: Partial<Told> = outcome.told ?? noneTold
  const provider = servedBy(outcome, attempt.upstream)
  const said = 'rawError' in outcome ? sql`"rawError" = ${outcome.rawError},` : sql``
  const made = outcome.kind === 'images' ? sql`"pictures" = ${outcome.images.length},` : sql``
  const isAsked = outcome.kind === 'unknown' || price.needsLog
  return sql`
    attempt AS (
      UPDATE "Attempt" SET ${said} ${made}
        "httpStatus" = coalesce(${httpStatus}, "httpStatus"), "code" = coalesce(${code}, "code"),
        "upstreamRequestId" = coalesce(${upstreamRequestId}, "upstreamRequestId"),
        "executedModel" = coalesce(${executedModel}, "executedModel"), "provider" = coalesce(${provider}, "provider"),
        "state" = ${stateAfter(outcome)}::"AttemptState", "finishedAt" = now(), "costMicros" = ${price.micros},
        "costSource" = ${price.source}::"CostSource", "lookupAt" = CASE WHEN ${isAsked} THEN now() END
      WHERE "id" = ${attempt.id}::uuid
    )`
}

/** The CTE `ended`: the generation after its attempt. */
function endGeneration(attempt: Attempt, locked: Locked, { status, failure }: Standing, price: Price): Sql {
  const current = locked.isLatest
    ? sql`"status" = ${status}::"GenerationStatus", "failure" = ${failure && JSON.stringify(failure)}::jsonb,
          "finishedAt" = CASE WHEN ${!isStillOpen(status)} THEN now() END,`
    : sql``
  return sql`
    ended AS (
      UPDATE "Generation" SET ${current} "costSource" = coalesce(${price.source}::"CostSource", "costSource"),
        "costMicros" = (SELECT sum(cost) FROM (
          SELECT "costMicros" AS cost FROM "Attempt"
          WHERE "generationId" = ${attempt.generationId}::uuid AND "id" <> ${attempt.id}::uuid
          UNION ALL SELECT ${price.micros}::bigint
        ) costs)
      WHERE "id" = ${attempt.generationId}::uuid
      RETURNING "id", "teamId", "batchId"
    )`
}

/** Back in the queue, or nobody knows yet. */
const isStillOpen = (status: Standing['status']) => status === 'queued' || status === 'unknown'

/** The CTE `booked`. While it is open, or a newer attempt is at work, it stays reserved. */
function book(attempt: Attempt, locked: Locked, outcome: Outcome, { status }: Standing, price: Price): Sql {
  const isOver = !isStillOpen(status) && locked.isLatest
  const generation = sql`(SELECT * FROM "Generation" WHERE "id" = ${attempt.generationId}::uuid AND ${isOver})`
  // In the order in which they are booked.
  const [releaseId, chargeId] = [uuid(), uuid()]
  const entries =
    price.micros === null
      ? releaseReservations([releaseId], generation)
      : releaseAndCharge(
          [[releaseId], generation],
          [chargeId, attempt.id, price.micros, servedBy(outcome, attempt.upstream)],
        )
  return sql`booked AS (${entries})`
}
