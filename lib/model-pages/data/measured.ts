import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isCounted } from '#lib/prompts/data/stats.ts'
import type { Measured, Recent } from '../schema.ts'
import { mostMeasured, noCalls, recentCalls, tellingFailures } from '../schema.ts'

/** Both are measured over this. */
const days = 30

const measuredRows = z.array(
  z.object({
    upstream: z.string(),
    provider: z.string().nullable(),
    calls: z.number(),
    succeeded: z.number(),
    refused: z.number(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    imageMicros: z.coerce.number().nullable(),
  }),
)

/**
 * What came of a model's calls over 30 days, by whom they were sent to and who served them: of the generations that the
 * viewer sees, the newest 5,000, of the environment of the moment. What nobody knows the end of yet is not counted. Times in ms, from sending
 * to the whole answer, of what succeeded.
 */
export async function readMeasured(viewer: Viewer, modelId: string): Promise<Measured[]> {
  return measuredRows.parse(
    await db.$queryRaw`
      WITH asked AS (
        SELECT g."id", g."provider" FROM "Generation" g
        WHERE ${isCounted(viewer)} AND g."modelId" = ${modelId} AND g."createdAt" >= now() - ${`${days} days`}::interval
        ORDER BY g."createdAt" DESC, g."id" DESC LIMIT ${mostMeasured}
      ), called AS (
        SELECT a."upstream", coalesce(a."provider", g."provider") AS "provider", a."state", a."pictures", a."costMicros",
          CASE WHEN a."state" = 'succeeded' THEN extract(epoch FROM a."finishedAt" - a."sentAt") * 1000 END AS "ms"
        FROM asked g JOIN "Attempt" a ON a."generationId" = g."id"
        WHERE a."state" IN ('succeeded', 'refused', 'failed', 'lost')
      )
      SELECT "upstream", "provider", count(*)::int AS "calls",
        count(*) FILTER (WHERE "state" = 'succeeded')::int AS "succeeded",
        count(*) FILTER (WHERE "state" = 'refused')::int AS "refused",
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY "ms"))::float8 AS "p50Ms",
        (percentile_cont(0.95) WITHIN GROUP (ORDER BY "ms"))::float8 AS "p95Ms",
        round(sum("costMicros") FILTER (WHERE "pictures" > 0)
          / nullif(sum("pictures") FILTER (WHERE "costMicros" IS NOT NULL), 0))::text AS "imageMicros"
      FROM called GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
  )
}

const recentRows = z.array(
  z.object({ modelId: z.string(), calls: z.number(), failed: z.number(), latest: z.string().nullable() }),
)

/**
 * The last ten generations of each model that say something of it, of 30 days and of those that the viewer sees: how many
 * there are, and how many of them failed. Others than these say nothing: `tellingFailures`.
 */
export async function readRecent(
  viewer: Viewer,
  modelIds: readonly string[],
): Promise<(modelId: string) => Recent> {
  const rows = recentRows.parse(
    await db.$queryRaw`
      SELECT m."id" AS "modelId", last.* FROM unnest(${[...modelIds]}::text[]) AS m("id")
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS "calls", count(t."code")::int AS "failed",
          (array_agg(t."code" ORDER BY t."createdAt" DESC))[1] AS "latest"
        FROM (
          SELECT CASE WHEN g."status" IN ('failed', 'lost') THEN g."failure"->>'code' END AS "code", g."createdAt"
          FROM "Generation" g
          WHERE ${isCounted(viewer)} AND g."modelId" = m."id" AND g."createdAt" >= now() - ${`${days} days`}::interval
            AND (g."status" IN ('succeeded', 'partial')
              OR (g."status" IN ('failed', 'lost') AND g."failure"->>'code' = ANY(${[...tellingFailures]}::text[])))
          ORDER BY g."createdAt" DESC, g."id" DESC LIMIT ${recentCalls}
        ) t
      ) last
      WHERE last."calls" > 0`,
  )
  const byModel = new Map(rows.map(({ modelId, ...recent }) => [modelId, recent]))
  return (modelId) => byModel.get(modelId) ?? noCalls
}
