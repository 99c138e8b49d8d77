import { v7 as uuid } from 'uuid'
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
import type { Locked } from './locked.ts'
import type { Outcome, Standing, Told } from './outcome.ts'
import { servedBy, statusAfter } from './outcome.ts'
import type { Price } from './price.ts'
import { expectedMicros, priceHadAgain, priceOf } from './price.ts'
import { imageRows, publishing } from './publish.ts'

/** The statement that ends an attempt, where it stands so (`isSo`, of attempt `a` and generation `g`): one row, else none. */
export function ending(attempt: Attempt, outcome: Outcome, locked: Locked, isSo: Sql) {
  const price = priceAfter(outcome, attempt, locked)
  const standing = statusAfter(outcome, attempt.n, locked.wasCancelled)
  const images = imageRows(outcome, price)
  const statement = sql`
    ${plannedOnce} WITH locked AS MATERIALIZED (
      SELECT g."id", g."teamId", g."batchId", g."authorId", g."tokenId", g."modelId", g."visibility", g."environment", g."periodStart"
      FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
      WHERE a."id" = ${attempt.id}::uuid AND ${isSo}
      FOR UPDATE
    ), ${publishing(attempt, images)}, ${endAttempt(attempt, outcome, price)},
      ${endGeneration(attempt, locked, standing, price)}, ${book(attempt, locked, outcome, standing, price)}
    SELECT ${standing.status === 'queued' ? sql`${notifyQueue}::text,` : sql``}
      ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text
    FROM ended`
  return { statement, images }
}

function priceAfter(outcome: Outcome, attempt: Attempt, { state, known }: Locked): Price {
  const isHadAgain = outcome.kind === 'images' && state !== 'sending'
  const expected = expectedMicros(attempt, outcome)
  const price = isHadAgain ? priceHadAgain(known, expected) : priceOf(outcome, expected)
  return { ...price, needsLog: price.needsLog && attempt.upstream === 'lumenfall' }
}

/** Follows from the outcome: how the attempt itself ends. */
function stateAfter(outcome: Outcome) {
  if (outcome.kind !== 'images') return outcome.kind
  return outcome.images.length > 0 ? 'succeeded' : 'lost'
}

/** All that shall be written with it is there. */
const isReady = sql`EXISTS (SELECT 1 FROM ready)`

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
      WHERE "id" = ${attempt.id}::uuid AND ${isReady}
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
      WHERE "id" = ${attempt.generationId}::uuid AND ${isReady}
      RETURNING "id", "teamId", "batchId"
    )`
}

/** Back in the queue, or nobody knows yet. */
const isStillOpen = (status: Standing['status']) => status === 'queued' || status === 'unknown'

/** The CTE `booked`. While it is open, or a newer attempt is at work, it stays reserved. */
function book(attempt: Attempt, locked: Locked, outcome: Outcome, { status }: Standing, price: Price): Sql {
  const isOver = !isStillOpen(status) && locked.isLatest
  const generation = sql`(SELECT * FROM ready WHERE ${isOver})`
  // In the order in which they are booked.
  const [releaseId, chargeId] = [uuid(), uuid()]
  const entries =
    price.micros === null
      ? releaseReservations([releaseId], generation)
      : releaseAndCharge(
          [[releaseId], generation],
          [chargeId, attempt.id, price.micros, servedBy(outcome, attempt.upstream)],
          isReady,
        )
  return sql`booked AS (${entries})`
}
