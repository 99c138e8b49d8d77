import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { imagePolicy } from '../policy.ts'
import type { Marks } from '../schema.ts'
import { isVisible } from './visible.ts'

const marked = z.array(z.object({ imageId: z.uuid() })).transform((rows) => rows.map((row) => row.imageId))

/**
 * Changes the viewer's own marks of images: favourite, rating (1 to 5, null for none), rejected. What is not named stays
 * as it is. Returns the ids of those that it could see: what is not theirs to see, or in the trash, is left alone.
 * Throws AppError `forbidden` for a guest.
 */
export async function setMarks(viewer: Viewer, imageIds: readonly string[], marks: Marks): Promise<string[]> {
  if (!imagePolicy.mark(viewer)) throw new AppError('forbidden', 'Guests can look, but not mark.')
  return marked.parse(await db.$queryRaw(marking(viewer, imageIds, marks)))
}

/** The statement behind it, for changes of many in one transaction with what else they change. */
export const marking = (viewer: Viewer, imageIds: readonly string[], marks: Marks): Sql => {
  const { favourite = null, rejected = null, rating } = marks
  return sql`
    INSERT INTO "ImageMark" AS m ("imageId", "userId", "teamId", "favourite", "rejected", "rating", "imageCreatedAt")
    SELECT i."id", ${viewer.userId}::uuid, i."teamId", coalesce(${favourite}, false), coalesce(${rejected}, false),
      ${rating ?? null}::smallint, i."createdAt"
    FROM "Image" i
    WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${isVisible(viewer)}
    ORDER BY i."id"
    ON CONFLICT ("imageId", "userId") DO UPDATE SET "favourite" = coalesce(${favourite}, m."favourite"),
      "rejected" = coalesce(${rejected}, m."rejected"),
      "rating" = CASE WHEN ${rating !== undefined} THEN excluded."rating" ELSE m."rating" END
    RETURNING "imageId"`
}
