import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { isSeenExample } from '#lib/examples/data/visible.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { isReached } from '#lib/prompts/data/visible.ts'
import { scopesOf } from '#lib/teams/schema.ts'
import type { Dependants } from '../schema.ts'

/** So many are named; the others are counted. */
const named = 5

const thingsSchema = z.object({
  count: z.number(),
  first: z.array(z.object({ id: z.uuid(), title: z.string() })).nullable(),
})

const rowsSchema = z.array(
  z.object({ prompts: thingsSchema, presets: thingsSchema, examples: z.number(), waiting: z.number() }),
)

/** Things with an id, a title and a place, counted and the first of them named. */
const counted = (things: Sql) => sql`
  (SELECT jsonb_build_object('count', count(*)::int,
      'first', jsonb_agg(jsonb_build_object('id', t."id", 'title', t."title") ORDER BY t."place") FILTER (WHERE t."place" <= ${named}))
    FROM (${things}) t)`

/** Prompts whose newest version, or a labelled one, names one of these models. */
const prompts = (viewer: Viewer, names: string[]) => sql`
  SELECT p."id", p."title", row_number() OVER (ORDER BY p."updatedAt" DESC, p."id") AS "place"
  FROM "Prompt" p
  WHERE ${isReached(viewer)} AND p."trashedAt" IS NULL AND EXISTS (
    SELECT 1 FROM "PromptVersion" v WHERE v."promptId" = p."id" AND v."modelId" = ANY(${names}::text[]) AND (
      v."number" = (SELECT max(newest."number") FROM "PromptVersion" newest WHERE newest."promptId" = p."id")
      OR EXISTS (SELECT 1 FROM "PromptLabel" l WHERE l."promptId" = p."id" AND l."versionId" = v."id")))`

const presets = (viewer: Viewer, names: string[]) => sql`
  SELECT s."id", s."name" AS "title", row_number() OVER (ORDER BY s."updatedAt" DESC, s."id") AS "place"
  FROM "Preset" s
  WHERE s."teamId" = ${viewer.teamId}::uuid AND s."scope" = ANY(${scopesOf(viewer)}) AND s."modelId" = ANY(${names}::text[])`

/**
 * What is made to be used with a model, by its id or an alias: prompts, presets, examples, and generations that wait or run.
 * Only what the viewer sees is counted and named.
 */
export async function readDependants(viewer: Viewer, names: string[]): Promise<Dependants> {
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT ${counted(prompts(viewer, names))} AS "prompts", ${counted(presets(viewer, names))} AS "presets",
        (SELECT count(*)::int FROM "Example" e JOIN "Image" i ON i."id" = e."imageId"
          WHERE ${isSeenExample(viewer)} AND ${isVisible(viewer)} AND e."modelId" = ANY(${names}::text[])) AS "examples",
        (SELECT count(*)::int FROM "Generation" g
          WHERE g."teamId" = ${viewer.teamId}::uuid AND g."status" IN ('queued', 'running') AND ${isSeenGeneration(viewer)}
            AND g."modelId" = ANY(${names}::text[])) AS "waiting"`,
  )
  const [row] = rows
  if (!row) throw new Error('Counting gave no row.')
  const whole = ({ count, first }: (typeof row)['prompts']) => ({ count, first: first ?? [] })
  return { ...row, prompts: whole(row.prompts), presets: whole(row.presets) }
}
