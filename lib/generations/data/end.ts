import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { plannedOnce } from '#lib/db/sql.ts'
import { failureSchema } from '../schema.ts'
import { unclearFailure } from './dto.ts'
import { isSeenGeneration } from './visible.ts'

const ended = {
  id: z.uuid(),
  modelId: z.string(),
  createdAt: z.date(),
  costMicros: z.bigint().transform(Number).nullable(),
  images: z.array(z.object({ id: z.uuid(), revisedPrompt: z.string().nullable() })),
  /** Of the last attempt, whose images these are. */
  madeBy: z
    .object({
      provider: z.string().nullable(),
      executedModel: z.string().nullable(),
      upstreamRequestId: z.string().nullable(),
    })
    .nullable(),
}

const endSchema = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['queued', 'running']) }),
  z.object({ status: z.literal('succeeded'), ...ended }),
  z.object({ status: z.literal('cancelled'), ...ended }),
  z.object({
    status: z.enum(['partial', 'refused', 'failed', 'unknown', 'lost']),
    ...ended,
    failure: failureSchema.catch(unclearFailure),
  }),
])

const endRows = z.array(endSchema)

/** A generation as it ended, with its images and who made them. */
export type Ended = Extract<z.infer<typeof endSchema>, { madeBy: unknown }>

/** How a generation ended, in one statement: `open` while it waits or runs, null when it is not the viewer's to see. */
export async function findEnd(viewer: Viewer, id: string): Promise<Ended | 'open' | null> {
  const rows = await db.$queryRaw`
    ${plannedOnce} SELECT g."id", g."status", g."failure", g."modelId", g."createdAt", g."costMicros",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i."id", 'revisedPrompt', i."revisedPrompt")
         ORDER BY i."attemptId", i."position"), '[]'::jsonb)
       FROM "Image" i WHERE i."generationId" = g."id" AND i."trashedAt" IS NULL) AS "images",
      (SELECT jsonb_build_object('provider', a."provider", 'executedModel', a."executedModel",
         'upstreamRequestId', a."upstreamRequestId")
       FROM "Attempt" a WHERE a."generationId" = g."id" AND a."state" <> 'abandoned'
       ORDER BY a."number" DESC LIMIT 1) AS "madeBy"
    FROM "Generation" g
    WHERE g."id" = ${id}::uuid AND g."teamId" = ${viewer.teamId}::uuid AND ${isSeenGeneration(viewer)}`
  const [end] = endRows.parse(rows)
  if (!end) return null
  return 'madeBy' in end ? end : 'open'
}
