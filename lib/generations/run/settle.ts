import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { charge, notifyGeneration, notifyQueue, releaseReservations, sql } from '#lib/db/sql.ts'
import { enqueue, previewQueue } from '#lib/jobs/queues.ts'
import { environmentSchema, visibilitySchema } from '../schema/states.ts'
import { putIntoAlbum } from './album.ts'
import type { Attempt } from './attempt.ts'
import type { Outcome, Standing, Told } from './outcome.ts'
import { asFarAsKnown, statusAfter } from './outcome.ts'
import type { Price } from './price.ts'
import { expectedMicros, priceHadAgain, priceOf, shares } from './price.ts'

type Transaction = Prisma.TransactionClient

const lockedSchema = z.tuple([
  z.object({
    state: z.enum(['claimed', 'sending', 'succeeded', 'refused', 'failed', 'abandoned', 'unknown', 'lost']),
    wasCancelled: z.boolean(),
    isLatest: z.boolean(),
    visibility: visibilitySchema,
    environment: environmentSchema,
    isTrashed: z.boolean(),
    known: z.object({
      micros: z.coerce.bigint().nullable(),
      source: z.enum(['answer', 'log', 'estimate']).nullable(),
    }),
  }),
])

type Locked = z.infer<typeof lockedSchema>[0]
type Images = Extract<Outcome, { kind: 'images' }>

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
    if (outcome.kind === 'images') await publish(tx, attempt, locked, outcome, price)
    await endAttempt(tx, attempt, outcome, price)
    await endGeneration(tx, attempt, locked, standing, price)
    // Back in the queue, or nobody knows yet, or a newer attempt is at work: it stays reserved.
    const isOpen = standing.status === 'queued' || standing.status === 'unknown'
    if (!isOpen && locked.isLatest) await release(tx, attempt)
    if (price.micros !== null)
      await tx.$executeRaw(charge(uuid(), attempt.id, price.micros, outcome.told?.provider ?? null))
    await tx.$queryRaw`SELECT ${notifyQueue}::text, ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text
      FROM "Generation" WHERE "id" = ${attempt.generationId}::uuid`
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
    SELECT a."state", g."cancelRequestedAt" IS NOT NULL AS "wasCancelled", g."visibility", g."environment",
      g."trashedAt" IS NOT NULL AS "isTrashed",
      jsonb_build_object('micros', a."costMicros"::text, 'source', a."costSource") AS "known",
      NOT EXISTS (SELECT 1 FROM "Attempt" o WHERE o."generationId" = g."id" AND o."number" > a."number") AS "isLatest"
    FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
    WHERE a."id" = ${attempt.id}::uuid
    FOR UPDATE`
  return lockedSchema.parse(rows)[0]
}

async function publish(tx: Transaction, attempt: Attempt, locked: Locked, outcome: Images, price: Price) {
  const { images, told } = outcome
  const fileIds = [...new Set(images.map((image) => image.fileId))]
  const files: unknown[] = await tx.$queryRaw`
    UPDATE "File" SET "state" = 'stored', "unreferencedAt" = NULL WHERE "id" IN (
      SELECT "id" FROM "File" WHERE "id" = ANY(${fileIds}::uuid[]) ORDER BY "id" FOR UPDATE
    ) RETURNING "id"`
  if (files.length !== fileIds.length)
    throw new Error('A file was purged while its picture was being stored.')
  const costs = shares(price.micros, images.length)
  const rows = images.map((image, position) => ({
    id: uuid(),
    teamId: attempt.teamId,
    generationId: attempt.generationId,
    attemptId: attempt.id,
    position,
    fileId: image.fileId,
    width: image.width,
    height: image.height,
    revisedPrompt: image.revisedPrompt,
    costMicros: costs[position] ?? null,
    authorId: attempt.authorId,
    modelId: attempt.modelId,
    provider: told.provider,
    visibility: locked.visibility,
    environment: locked.environment,
  }))
  await tx.image.createMany({ data: rows })
  await putIntoAlbum(
    tx,
    attempt,
    rows.map(({ id }) => id),
  )
  if (locked.isTrashed) await bringBack(tx, attempt)
  await enqueue(
    tx,
    previewQueue,
    rows.map((row) => ({ imageId: row.id })),
  )
}

/** A picture that comes late is paid for, and must be seen: its generation leaves the trash, the others stay there. */
async function bringBack(tx: Transaction, { generationId }: Attempt) {
  await tx.generation.update({ where: { id: generationId }, data: { trashedAt: null, purgedAt: null } })
  await tx.image.updateMany({ where: { generationId, trashedAlong: true }, data: { trashedAlong: false } })
}

/** What was told replaces what was known, and silence replaces nothing. */
function toldColumns(told: Told | null) {
  if (!told) return {}
  const { httpStatus, code, upstreamRequestId, executedModel, provider } = told
  const columns = { httpStatus, code, upstreamRequestId, executedModel, provider }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}

async function endAttempt(tx: Transaction, attempt: Attempt, outcome: Outcome, price: Price) {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: {
      ...toldColumns(outcome.told),
      ...('rawError' in outcome ? { rawError: outcome.rawError } : {}),
      state: stateAfter(outcome),
      finishedAt: new Date(),
      costMicros: price.micros,
      costSource: price.source,
      ...(outcome.kind === 'images' ? { pictures: outcome.images.length } : {}),
      lookupAt: outcome.kind === 'unknown' || price.needsLog ? new Date() : null,
    },
  })
}

async function endGeneration(
  tx: Transaction,
  attempt: Attempt,
  locked: Locked,
  { status, failure }: Standing,
  price: Price,
) {
  const ended = status !== 'queued' && status !== 'unknown'
  const current = locked.isLatest
    ? sql`"status" = ${status}::"GenerationStatus", "failure" = ${failure && JSON.stringify(failure)}::jsonb,
          "finishedAt" = CASE WHEN ${ended} THEN now() END,`
    : sql``
  await tx.$executeRaw`
    UPDATE "Generation" SET ${current}
      "costSource" = coalesce(${price.source}::"CostSource", "costSource"),
      "costMicros" = (SELECT sum("costMicros") FROM "Attempt" WHERE "generationId" = ${attempt.generationId}::uuid)
    WHERE "id" = ${attempt.generationId}::uuid`
}

async function release(tx: Transaction, { generationId }: Attempt) {
  const generation = sql`(SELECT * FROM "Generation" WHERE "id" = ${generationId}::uuid)`
  await tx.$executeRaw(releaseReservations([uuid()], generation))
}
