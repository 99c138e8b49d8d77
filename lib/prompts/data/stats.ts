import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import type { PromptPicture, PromptStats } from '../schema.ts'
import { pictureSchema, statsSchema } from '../schema.ts'

/** Generations `g` that count: those that the viewer sees, of the environment of the moment. */
export const isCounted = (viewer: Viewer): Sql => sql`
  g."teamId" = ${viewer.teamId}::uuid AND ${isSeenGeneration(viewer)}
  AND g."environment" = ${upstreamEnvironment(viewer)}::"Environment"`

const rowsSchema = z.array(statsSchema.extend({ id: z.uuid() }))

const keys = { prompt: sql`v."promptId"`, version: sql`v."id"` } as const

/**
 * What came of the generations that were made with these prompts, or with these versions, by their id; nothing for
 * those that nothing was made with.
 */
export async function readStats(
  viewer: Viewer,
  by: keyof typeof keys,
  ids: readonly string[],
): Promise<Map<string, PromptStats>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw`
    WITH used AS (
      SELECT ${keys[by]} AS "key", g."id", g."status" FROM "PromptVersion" v
      JOIN "Generation" g ON g."promptVersionId" = v."id"
      WHERE ${keys[by]} = ANY(${ids}::uuid[]) AND v."teamId" = ${viewer.teamId}::uuid AND ${isCounted(viewer)}
    ), made AS (
      SELECT used."key", count(*)::int AS "images", round(avg(i."costMicros"))::int AS "meanCostMicros",
        sum(m."sum") / nullif(sum(m."count"), 0) AS "meanRating", coalesce(sum(m."count"), 0)::int AS "ratings"
      FROM used JOIN "Image" i ON i."generationId" = used."id"
      CROSS JOIN LATERAL (
        SELECT sum("rating")::float8 AS "sum", count("rating") AS "count" FROM "ImageMark" WHERE "imageId" = i."id"
      ) m
      WHERE ${isVisible(viewer)} GROUP BY 1
    ), counted AS (
      SELECT "key", count(*)::int AS "uses",
        count(*) FILTER (WHERE "status" IN ('succeeded', 'partial')) AS "good",
        count(*) FILTER (WHERE "status" IN ('succeeded', 'partial', 'refused', 'failed', 'lost')) AS "ended"
      FROM used GROUP BY 1
    )
    SELECT counted."key" AS "id", "uses", coalesce("images", 0) AS "images", "good"::float8 / nullif("ended", 0) AS "successRate",
      "meanCostMicros", "meanRating"::float8 AS "meanRating", coalesce("ratings", 0) AS "ratings"
    FROM counted LEFT JOIN made ON made."key" = counted."key"`
  return new Map(rowsSchema.parse(rows).map(({ id, ...stats }) => [id, stats]))
}

/** How often a prompt `p` was used, as `readStats` counts it. */
export const usesOf = (viewer: Viewer): Sql => sql`
  SELECT count(*)::int FROM "PromptVersion" v JOIN "Generation" g ON g."promptVersionId" = v."id"
  WHERE v."promptId" = p."id" AND ${isCounted(viewer)}`

/** What of an image `i` a picture of the library is made of. */
export const pictureJson = sql`
  jsonb_build_object('id', i."id", 'width', i."width", 'height', i."height", 'thumbhash', i."thumbhash",
    'environment', i."environment")`

const shownBest = 6

/** The pictures of a version that the viewer sees, the best rated first, then favourites, then the newest. */
export async function readBest(viewer: Viewer, versionId: string): Promise<PromptPicture[]> {
  const rows = await db.$queryRaw`
    SELECT ${pictureJson} AS "picture" FROM "Generation" g JOIN "Image" i ON i."generationId" = g."id"
    CROSS JOIN LATERAL (
      SELECT avg("rating") AS "rating", count(*) FILTER (WHERE "favourite") AS "favourites",
        bool_or("rejected" AND "userId" = ${viewer.userId}::uuid) AS "isRejected"
      FROM "ImageMark" WHERE "imageId" = i."id"
    ) m
    WHERE g."promptVersionId" = ${versionId}::uuid AND ${isCounted(viewer)} AND ${isVisible(viewer)}
      AND m."isRejected" IS NOT TRUE
    ORDER BY m."rating" DESC NULLS LAST, m."favourites" DESC, i."createdAt" DESC, i."id" DESC LIMIT ${shownBest}`
  return z
    .array(z.object({ picture: pictureSchema }))
    .parse(rows)
    .map(({ picture }) => picture)
}
