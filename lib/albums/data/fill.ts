import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { places } from '#lib/db/places.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { albumPolicy } from '../policy.ts'

export const albumGone = () => new AppError('not_found', 'That album is gone.')

const some = z.array(z.unknown())

/**
 * Holds an album until the transaction ends, so that the places of what is put in follow one another.
 * Throws AppError `forbidden` for a guest, `not_found` for one that is not there, or in the trash.
 */
export async function lockAlbum(viewer: Viewer, tx: Prisma.TransactionClient, id: string): Promise<void> {
  const rows = await tx.$queryRaw`
    UPDATE "Album" SET "updatedAt" = now()
    WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NULL RETURNING "id"`
  if (some.parse(rows).length === 0) throw albumGone()
  if (!albumPolicy.fill(viewer)) throw new AppError('forbidden', 'Guests can look, but not change albums.')
}

/** Puts images that the viewer sees at the end of an album, in the order given; those in it stay where they are. */
export const addingToAlbum = (viewer: Viewer, albumId: string, imageIds: readonly string[]): Sql => sql`
  INSERT INTO "AlbumImage" ("albumId", "imageId", "teamId", "rank", "imageCreatedAt")
  SELECT ${albumId}::uuid, i."id", i."teamId", last."rank" + row_number() OVER (ORDER BY given.at), i."createdAt"
  FROM unnest(${imageIds}::uuid[]) WITH ORDINALITY AS given(id, at)
  JOIN "Image" i ON i."id" = given.id
  CROSS JOIN (SELECT coalesce(max("rank"), 0) AS "rank" FROM "AlbumImage" WHERE "albumId" = ${albumId}::uuid) last
  WHERE ${isVisible(viewer)}
  ON CONFLICT DO NOTHING RETURNING "imageId" AS "id"`

/** Takes images that the viewer sees out of an album; returns them with the places that they had. */
export const takingFromAlbum = (viewer: Viewer, albumId: string, imageIds: readonly string[]): Sql => sql`
  DELETE FROM "AlbumImage" k USING "Image" i
  WHERE k."albumId" = ${albumId}::uuid AND k."imageId" = ANY(${imageIds}::uuid[]) AND i."id" = k."imageId"
    AND ${isVisible(viewer)}
  RETURNING k."imageId" AS "id", k."rank"`

const placeSchema = z.tuple([z.object({ isThere: z.boolean() })])

/**
 * Moves images of an album in front of another of its images (null: to its end), in the order given. Their places are
 * numbers between those of their new neighbours; where no room is left there, all of the album is numbered anew.
 * What is not in it, or not the viewer's to see, is left alone. Throws AppError `forbidden`, `not_found` for an album
 * that is gone; `conflict` where the image in front of which they should come is gone from it.
 */
export async function moveInAlbum(
  viewer: Viewer,
  id: string,
  { images, before }: { images: readonly string[]; before: string | null },
): Promise<void> {
  const moved = images.filter((image) => image !== before)
  await db.$transaction(async (tx) => {
    await lockAlbum(viewer, tx, id)
    const [{ isThere }] = placeSchema.parse(
      await tx.$queryRaw`
        SELECT ${before}::uuid IS NULL OR EXISTS (
          SELECT 1 FROM "AlbumImage" k JOIN "Image" i ON i."id" = k."imageId"
          WHERE k."albumId" = ${id}::uuid AND k."imageId" = ${before}::uuid AND ${isVisible(viewer)}
        ) AS "isThere"`,
    )
    if (!isThere)
      throw new AppError('conflict', 'The album has changed meanwhile. Look again, and move it then.')
    await tx.$executeRaw(moving(viewer, id, moved, before))
  })
}

const moving = (
  viewer: Viewer,
  albumId: string,
  imageIds: readonly string[],
  before: string | null,
): Sql => sql`
  WITH ${places({
    moved: sql`
      SELECT k."imageId" AS "id", row_number() OVER (ORDER BY given.at) AS at
      FROM unnest(${imageIds}::uuid[]) WITH ORDINALITY AS given(id, at)
      JOIN "AlbumImage" k ON k."imageId" = given.id AND k."albumId" = ${albumId}::uuid
      JOIN "Image" i ON i."id" = k."imageId" WHERE ${isVisible(viewer)}`,
    others: sql`
      SELECT k."imageId" AS "id", k."rank", row_number() OVER (ORDER BY k."rank", k."imageId") AS at FROM "AlbumImage" k
      WHERE k."albumId" = ${albumId}::uuid AND k."imageId" NOT IN (SELECT "id" FROM moved)`,
    before,
  })}
  UPDATE "AlbumImage" k SET "rank" = placed."rank" FROM placed
  WHERE k."albumId" = ${albumId}::uuid AND k."imageId" = placed."id"`

/**
 * Chooses the cover of an album among its images that the viewer sees; null takes its first again.
 * Throws AppError `forbidden`, `not_found`.
 */
export async function setAlbumCover(viewer: Viewer, id: string, imageId: string | null): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockAlbum(viewer, tx, id)
    const rows = await tx.$queryRaw`
      UPDATE "Album" a SET "coverImageId" = ${imageId}::uuid
      WHERE a."id" = ${id}::uuid AND (${imageId}::uuid IS NULL OR EXISTS (
        SELECT 1 FROM "AlbumImage" k JOIN "Image" i ON i."id" = k."imageId"
        WHERE k."albumId" = a."id" AND k."imageId" = ${imageId}::uuid AND ${isVisible(viewer)}
      )) RETURNING a."id"`
    if (some.parse(rows).length === 0) throw new AppError('not_found', 'That image is not in the album.')
  })
}
