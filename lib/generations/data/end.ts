import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { ask } from '#lib/db/client.ts'
import { plannedOnce, sql } from '#lib/db/sql.ts'
import { failureSchema } from '../schema.ts'
import { callSchema } from '../schema/calls.ts'
import { unclearFailure } from './dto.ts'
import { isSeenGeneration } from './visible.ts'

const ended = {
  id: z.uuid(),
  modelId: z.string(),
  createdAt: z.date(),
  costMicros: z.coerce.bigint().transform(Number).nullable(),
  images: z.array(
    z.object({
      id: z.uuid(),
      width: z.number().int(),
      height: z.number().int(),
      mime: z.string(),
      revisedPrompt: z.string().nullable(),
    }),
  ),
  /** One after the other; the images are the last one's. */
  calls: z.array(
    callSchema.omit({ number: true, sentAt: true, finishedAt: true }).extend({
      executedModel: z.string().nullable(),
      upstreamRequestId: z.string().nullable(),
      tookMs: z.number().int().nullable(),
    }),
  ),
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

/** A generation as it ended, with its images and the calls that were made for it. */
export type Ended = Extract<z.infer<typeof endSchema>, { calls: unknown }>

/** How a generation ended, in one statement: `open` while it waits or runs, null when it is not the viewer's to see. */
export async function findEnd(viewer: Viewer, id: string): Promise<Ended | 'open' | null> {
  const rows = await ask(sql`
    ${plannedOnce} SELECT g."id", g."status", g."failure", g."modelId", g."createdAt", g."costMicros",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i."id", 'width', i."width", 'height', i."height", 'mime', f."mime",
         'revisedPrompt', i."revisedPrompt") ORDER BY i."attemptId", i."position"), '[]'::jsonb)
       FROM "Image" i JOIN "File" f ON f."id" = i."fileId"
       WHERE i."generationId" = g."id" AND i."trashedAt" IS NULL) AS "images",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('upstream', a."upstream", 'provider', a."provider", 'state', a."state",
         'httpStatus', a."httpStatus", 'executedModel', a."executedModel", 'upstreamRequestId', a."upstreamRequestId",
         'tookMs', (extract(epoch FROM a."finishedAt" - a."sentAt") * 1000)::int) ORDER BY a."number"), '[]'::jsonb)
       FROM "Attempt" a WHERE a."generationId" = g."id" AND a."state" <> 'abandoned') AS "calls"
    FROM "Generation" g
    WHERE g."id" = ${id}::uuid AND g."teamId" = ${viewer.teamId}::uuid AND ${isSeenGeneration(viewer)}`)
  const [end] = endRows.parse(rows)
  if (!end) return null
  return 'calls' in end ? end : 'open'
}
