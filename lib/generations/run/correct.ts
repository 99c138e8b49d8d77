import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import { charge, notifyGeneration, sql } from '#lib/db/sql.ts'
import type { LoggedRequest } from '#lib/upstream/port.ts'

/**
 * Corrects the price of an attempt that ended with pictures, or was billed without any: in the ledger, at its generation,
 * and at its pictures. False when it did not end so.
 */
export async function correctPrice(
  attempt: { id: string; generationId: string },
  entry: Pick<LoggedRequest, 'id' | 'costMicros' | 'provider'>,
): Promise<boolean> {
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
