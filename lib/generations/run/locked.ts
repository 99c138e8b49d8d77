import { z } from 'zod'
import type { Prisma } from '#lib/db/generated/client.ts'
import { plannedOnce, sql } from '#lib/db/sql.ts'
import type { Attempt } from './attempt.ts'

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

/** How an attempt and its generation stand, while both are held. */
export type Locked = z.infer<typeof lockedSchema>[0]

/** How an attempt nearly always stands when its call comes back. */
export const usually: Locked = {
  state: 'sending',
  wasCancelled: false,
  isLatest: true,
  isTrashed: false,
  hasAlbum: false,
  known: { micros: null, source: null },
}

/** That attempt `a` and its generation `g` stand so. The first has none before it: their costs can still be corrected. */
export const isUsual = sql`a."state" = 'sending' AND a."number" = 1 AND a."costMicros" IS NULL AND g."status" = 'running'
  AND g."cancelRequestedAt" IS NULL AND g."trashedAt" IS NULL AND g."albumId" IS NULL`

/** Holds an attempt and its generation, and says how they stand. */
export async function lock(tx: Prisma.TransactionClient, attempt: Attempt): Promise<Locked> {
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
