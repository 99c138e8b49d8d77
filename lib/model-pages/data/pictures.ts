import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { pictureJson } from '#lib/prompts/data/stats.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import { pictureSchema } from '#lib/prompts/schema.ts'
import type { Ranking } from '../schema.ts'

const shownPictures = 12

/** The newest pictures of a model that the viewer sees. */
export async function readPictures(viewer: Viewer, modelId: string): Promise<PromptPicture[]> {
  const rows = await db.$queryRaw`
    SELECT ${pictureJson} AS "picture" FROM "Image" i
    WHERE ${isVisible(viewer)} AND i."modelId" = ${modelId}
    ORDER BY i."createdAt" DESC, i."id" DESC LIMIT ${shownPictures}`
  return z
    .array(z.object({ picture: pictureSchema }))
    .parse(rows)
    .map(({ picture }) => picture)
}

/** The newest picture of each of these models that the viewer sees. */
export async function readCovers(
  viewer: Viewer,
  modelIds: readonly string[],
): Promise<ReadonlyMap<string, PromptPicture>> {
  const rows = await db.$queryRaw`
    SELECT m."id" AS "modelId", newest."picture" FROM unnest(${[...modelIds]}::text[]) AS m("id")
    CROSS JOIN LATERAL (
      SELECT ${pictureJson} AS "picture" FROM "Image" i
      WHERE ${isVisible(viewer)} AND i."modelId" = m."id"
      ORDER BY i."createdAt" DESC, i."id" DESC LIMIT 1
    ) newest`
  const parsed = z.array(z.object({ modelId: z.string(), picture: pictureSchema })).parse(rows)
  return new Map(parsed.map(({ modelId, picture }) => [modelId, picture]))
}

/** Fewer ratings are somebody's taste on a day. */
const leastRatings = 3

const rankingRows = z.array(
  z.object({
    place: z.number(),
    of: z.number(),
    mean: z.number(),
    ratings: z.number(),
  }),
)

/**
 * A model's place among those whose pictures have at least three ratings, by all members, of the pictures that the viewer
 * sees; null where it has fewer.
 */
export async function readRanking(viewer: Viewer, modelId: string): Promise<Ranking | null> {
  const rows = await db.$queryRaw`
    WITH rated AS (
      SELECT i."modelId", avg(m."rating")::float8 AS "mean", count(*)::int AS "ratings"
      FROM "ImageMark" m JOIN "Image" i ON i."id" = m."imageId"
      WHERE m."teamId" = ${viewer.teamId}::uuid AND m."rating" IS NOT NULL AND ${isVisible(viewer)}
      GROUP BY 1 HAVING count(*) >= ${leastRatings}
    ), placed AS (
      SELECT *, rank() OVER (ORDER BY "mean" DESC)::int AS "place", count(*) OVER ()::int AS "of" FROM rated
    )
    SELECT "place", "of", "mean", "ratings" FROM placed WHERE "modelId" = ${modelId}`
  return rankingRows.parse(rows)[0] ?? null
}
