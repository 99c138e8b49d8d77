import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { imagePolicy } from '../policy.ts'
import { isVisible } from './visible.ts'

const marked = z.array(z.object({ imageId: z.uuid() })).transform((rows) => rows.map((row) => row.imageId))

/**
 * Marks images as the viewer's favourites, or takes that back, and returns the ids of those that it could see: what
 * is not theirs to see, or in the trash, is left as it is. Throws AppError `forbidden` for a guest.
 */
export async function setFavourite(
  viewer: Viewer,
  imageIds: readonly string[],
  favourite: boolean,
): Promise<string[]> {
  if (!imagePolicy.mark(viewer)) throw new AppError('forbidden', 'Guests can look, but not mark.')
  const rows = await db.$queryRaw`
    INSERT INTO "ImageMark" ("imageId", "userId", "teamId", "favourite", "imageCreatedAt")
    SELECT i."id", ${viewer.userId}::uuid, i."teamId", ${favourite}, i."createdAt" FROM "Image" i
    WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${isVisible(viewer)}
    ORDER BY i."id"
    ON CONFLICT ("imageId", "userId") DO UPDATE SET "favourite" = EXCLUDED."favourite"
    RETURNING "imageId"`
  return marked.parse(rows)
}
