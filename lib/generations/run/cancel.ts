import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { notifyGeneration, releaseReservations, sql } from '#lib/db/sql.ts'

const idRows = z.array(z.object({ id: z.uuid() }))

/**
 * Cancels, free of charge, what waits in the queue and is meant by a condition on "Generation", in the transaction of
 * what it belongs to. Says how many there were.
 */
export async function cancelQueued(tx: Prisma.TransactionClient, isMeant: Sql): Promise<number> {
  const waiting = await tx.$queryRaw`
    SELECT "id" FROM "Generation" WHERE "status" = 'queued' AND ${isMeant} ORDER BY "id" FOR UPDATE`
  const ids = idRows.parse(waiting).map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx.$queryRaw`
    WITH gone AS (
      UPDATE "Generation" SET "status" = 'cancelled', "cancelRequestedAt" = now(), "finishedAt" = now()
      WHERE "id" = ANY(${ids}::uuid[]) RETURNING *
    ), released AS (${releaseReservations(
      ids.map(() => uuid()),
      sql`gone`,
    )})
    SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM gone`
  return ids.length
}
