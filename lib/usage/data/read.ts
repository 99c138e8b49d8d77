import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { failureCodeSchema } from '#lib/upstream/schema.ts'
import { usagePolicy } from '../policy.ts'
import type { Dimension, Usage, UsageQuestion } from '../schema.ts'
import { usageSchema } from '../schema.ts'
import type { Span } from '../schema/ranges.ts'
import { spanOf, stepsOf } from '../schema/ranges.ts'
import { namesOf } from './names.ts'
import { isTheirs, isWithin, keys, readDay, withVersion } from './select.ts'

type Environment = 'standin' | 'live'

interface Asked {
  span: Span
  by: Dimension
  step: 'day' | 'month'
  environment: Environment
}

const sumRows = z.array(
  z.object({ at: z.iso.date(), key: z.string(), micros: z.coerce.number(), pictures: z.coerce.number() }),
)

type Sum = z.infer<typeof sumRows>[number]

/** Money as the ledger has it, pictures as attempts have them: both also of what was deleted since. */
async function readSums(viewer: Viewer, { span, by, step, environment }: Asked): Promise<Sum[]> {
  const { ofEntry, ofAttempt } = keys[by]
  // An entry knows all but the prompt.
  const generation = by === 'prompt' ? sql`JOIN "Generation" g ON g."id" = e."generationId"` : sql``
  return sumRows.parse(
    await db.$queryRaw`
      WITH t AS (SELECT * FROM "Team" WHERE "id" = ${viewer.teamId}::uuid), counted AS (
        SELECT e."createdAt" AS "at", coalesce(${ofEntry}, '') AS "key", e."micros", 0 AS "pictures"
        FROM t JOIN "LedgerEntry" e ON e."teamId" = t."id" ${generation} ${withVersion(by)}
        WHERE e."kind" IN ('charge', 'adjust') AND e."environment" = ${environment}::"Environment"
          AND ${isWithin(sql`e."createdAt"`, span)} AND ${isTheirs(viewer, sql`e."userId"`)}
        UNION ALL
        SELECT a."finishedAt", coalesce(${ofAttempt}, ''), 0, a."pictures"
        FROM t JOIN "Attempt" a ON a."teamId" = t."id" JOIN "Generation" g ON g."id" = a."generationId" ${withVersion(by)}
        WHERE a."pictures" > 0 AND g."environment" = ${environment}::"Environment"
          AND ${isWithin(sql`a."finishedAt"`, span)} AND ${isTheirs(viewer, sql`g."authorId"`)}
      )
      SELECT date_trunc(${step}, c."at" AT TIME ZONE t."timeZone")::date::text AS "at", c."key",
        sum(c."micros")::text AS "micros", sum(c."pictures")::text AS "pictures"
      FROM counted c CROSS JOIN t GROUP BY 1, 2`,
  )
}

const outcomeRows = z.array(
  z.object({
    status: z.string(),
    code: failureCodeSchema.nullable().catch(null),
    generations: z.coerce.number(),
    micros: z.coerce.number(),
  }),
)

async function readOutcomes(viewer: Viewer, { span, environment }: Asked) {
  return outcomeRows.parse(
    await db.$queryRaw`
      SELECT (CASE WHEN g."status" IN ('queued', 'running') THEN 'open' ELSE g."status"::text END) AS "status",
        g."failure"->>'code' AS "code", count(*)::text AS "generations", coalesce(sum(g."costMicros"), 0)::text AS "micros"
      FROM "Generation" g JOIN "Team" t ON t."id" = g."teamId"
      WHERE g."teamId" = ${viewer.teamId}::uuid AND g."environment" = ${environment}::"Environment"
        AND ${isWithin(sql`g."createdAt"`, span)} AND ${isTheirs(viewer, sql`g."authorId"`)}
      GROUP BY 1, 2 ORDER BY count(*) DESC`,
  )
}

/** Whether the team has spent anything in the other environment. */
const hasSpentElsewhere = async ({ teamId }: Viewer, environment: Environment) =>
  (await db.budgetPeriod.findFirst({
    where: { teamId, environment: { not: environment } },
    select: { teamId: true },
  })) !== null

const add = (a: { micros: number; pictures: number }, b: { micros: number; pictures: number }) => ({
  micros: a.micros + b.micros,
  pictures: a.pictures + b.pictures,
})
const nothing = { micros: 0, pictures: 0 }

/** By key, the dearest first; of what cost the same, what made most. */
function partsOf(sums: readonly Sum[]): Map<string, { micros: number; pictures: number }> {
  const parts = new Map<string, { micros: number; pictures: number }>()
  for (const sum of sums) parts.set(sum.key, add(parts.get(sum.key) ?? nothing, sum))
  return new Map([...parts].sort(([, a], [, b]) => b.micros - a.micros || b.pictures - a.pictures))
}

/**
 * What was spent and made in a time, split by what is asked: the whole team's for admins, else the viewer's own. Money
 * counts on the day on which it was charged.
 */
export async function getUsage(viewer: Viewer, question: UsageQuestion): Promise<Usage> {
  const environment = question.environment ?? upstreamEnvironment(viewer)
  const { timeZone, today } = await readDay(viewer)
  const span = spanOf(question.range, today)
  const { by: step, steps } = stepsOf(span)
  const asked = { span, by: question.by, step, environment }
  const [sums, outcomes, hasOther] = await Promise.all([
    readSums(viewer, asked),
    readOutcomes(viewer, asked),
    hasSpentElsewhere(viewer, environment),
  ])
  const parts = partsOf(sums)
  const names = await namesOf(viewer, question.by, [...parts.keys()])
  return usageSchema.parse({
    isAll: usagePolicy.seeAll(viewer),
    environment,
    hasOther,
    timeZone,
    ...span,
    step,
    total: [...parts.values()].reduce(add, nothing),
    parts: [...parts].map(([key, sum]) => ({ key, name: names.get(key) ?? key, ...sum })),
    steps: steps.map((at) => ({ at, parts: sums.filter((sum) => sum.at === at) })),
    outcomes,
  })
}
