import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import type { UsageQuestion } from '../schema.ts'
import type { Span } from '../schema/ranges.ts'
import { spanOf } from '../schema/ranges.ts'
import { isTheirs, isWithin, promptTitle, readDay } from './select.ts'

const pageSize = 1_000

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    time: z.date(),
    member: z.string(),
    model: z.string(),
    provider: z.string().nullable(),
    prompt: z.string().nullable(),
    token: z.string().nullable(),
    status: z.string(),
    pictures: z.number(),
    kind: z.enum(['charge', 'adjust']),
    micros: z.coerce.number(),
    generation: z.uuid(),
    request: z.string().nullable(),
  }),
)

export const usageColumns = [
  'time',
  'member',
  'model',
  'provider',
  'prompt',
  'token',
  'status',
  'pictures',
  'kind',
  'usd',
  'generation',
  'request',
] as const

async function readPage(
  viewer: Viewer,
  span: Span,
  environment: string,
  after: { time: Date; id: string } | null,
) {
  const later = after ? sql`AND (e."createdAt", e."id") > (${after.time}, ${after.id}::uuid)` : sql``
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT e."id", e."createdAt" AS "time", u."name" AS "member", e."modelId" AS "model", e."provider",
        (CASE WHEN p."id" IS NULL THEN NULL ELSE ${promptTitle(viewer.userId)} END) AS "prompt",
        k."name" AS "token", g."status"::text AS "status", coalesce(a."pictures", 0) AS "pictures", e."kind"::text AS "kind",
        e."micros"::text AS "micros", e."generationId" AS "generation", a."upstreamRequestId" AS "request"
      FROM "Team" t JOIN "LedgerEntry" e ON e."teamId" = t."id"
      JOIN "Generation" g ON g."id" = e."generationId" JOIN "User" u ON u."id" = e."userId"
      LEFT JOIN "Attempt" a ON a."id" = e."attemptId" LEFT JOIN "Token" k ON k."id" = e."tokenId"
      LEFT JOIN "PromptVersion" v ON v."id" = g."promptVersionId" LEFT JOIN "Prompt" p ON p."id" = v."promptId"
      WHERE t."id" = ${viewer.teamId}::uuid AND e."kind" IN ('charge', 'adjust')
        AND e."environment" = ${environment}::"Environment" AND ${isWithin(sql`e."createdAt"`, span)}
        AND ${isTheirs(viewer, sql`e."userId"`)} ${later}
      ORDER BY e."createdAt", e."id" LIMIT ${pageSize}`,
  )
}

/** Every charge and every correction of a time as rows for a table, page by page: they sum to what was spent. */
export async function* readUsage(
  viewer: Viewer,
  { range, environment }: UsageQuestion,
): AsyncGenerator<Record<string, string | number | null>[], void> {
  const { today } = await readDay(viewer)
  const span = spanOf(range, today)
  let after: { time: Date; id: string } | null = null
  do {
    const rows: z.infer<typeof rowsSchema> = await readPage(
      viewer,
      span,
      environment ?? upstreamEnvironment(viewer),
      after,
    )
    yield rows.map(({ id: _id, time, micros, kind, pictures, ...row }) => ({
      ...row,
      kind,
      time: time.toISOString(),
      // A correction brings no picture of its own.
      pictures: kind === 'charge' ? pictures : 0,
      usd: micros / 1_000_000,
    }))
    after = rows.length === pageSize ? (rows.at(-1) ?? null) : null
  } while (after !== null)
}
