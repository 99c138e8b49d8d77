import { z } from 'zod'
import { cached } from '#lib/cache.ts'
import { db } from '#lib/db/client.ts'
import type { UpstreamName } from '#lib/upstream/schema.ts'
import { upstreamNameSchema } from '#lib/upstream/schema.ts'

/** Fewer are chance. */
const leastMeasured = 5
/** Of the last month's calls of a team, so that a busy one is not read whole. */
const mostRead = 2_000

const rowsSchema = z.array(z.object({ name: upstreamNameSchema, ms: z.number() }))

const medians = cached(
  async (key) => {
    const [teamId = '', modelId = ''] = key.split(' ')
    const rows = await db.$queryRaw`
      SELECT r."upstream" AS "name",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r."finishedAt" - r."sentAt") * 1000)::float8 AS "ms"
      FROM (
        SELECT a."upstream", a."sentAt", a."finishedAt", a."generationId" FROM "Attempt" a
        WHERE a."teamId" = ${teamId}::uuid AND a."finishedAt" > now() - interval '30 days' AND a."state" = 'succeeded'
        ORDER BY a."finishedAt" DESC LIMIT ${mostRead}
      ) r JOIN "Generation" g ON g."id" = r."generationId"
      WHERE g."modelId" = ${modelId} AND g."environment" = 'live'
      GROUP BY 1 HAVING count(*) >= ${leastMeasured}`
    return Object.fromEntries(rowsSchema.parse(rows).map(({ name, ms }) => [name, ms]))
  },
  { name: 'how long a model takes', freshMs: 60_000, patienceMs: 1_000, retryMs: 10_000 },
)

/**
 * How long a picture of a model took this team in the last month, in ms from sending to keeping, the median by who was
 * asked. Who made fewer than five is not in it. Kept for a minute; never throws.
 */
export async function medianTimes(
  teamId: string,
  modelId: string,
): Promise<Partial<Record<UpstreamName, number>>> {
  return (await medians(`${teamId} ${modelId}`)) ?? {}
}
