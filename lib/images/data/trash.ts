import 'server-only'
import { z } from 'zod'
import { mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { notifyGeneration, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { isRemovable, isVisibleInTrash } from './visible.ts'

const changed = z.array(z.object({ id: z.uuid() })).transform((rows) => rows.map((row) => row.id))

/**
 * Whatever changes images in numbers takes their generations first, in one order: so it waits for whoever is
 * changing one as a whole, and two that meet do not wait for each other for ever.
 */
export const lockGenerations = (viewer: Viewer, imageIds: readonly string[]): Sql => sql`
  SELECT g."id" FROM "Generation" g
  WHERE g."teamId" = ${viewer.teamId}::uuid
    AND g."id" IN (SELECT "generationId" FROM "Image" WHERE "id" = ANY(${imageIds}::uuid[]))
  ORDER BY g."id" FOR UPDATE`

/** The ids of the images `done`, with one notification for each of their generations. */
const toldOf = sql`
  SELECT done."id", told.said FROM done JOIN (
    SELECT "generationId", ${notifyGeneration(sql`"teamId"`, sql`"generationId"`)}::text AS said
    FROM (SELECT DISTINCT "teamId", "generationId" FROM done) g
  ) told ON told."generationId" = done."generationId"`

/** Puts those of the images into the trash that the viewer may, and returns their rows. After `lockGenerations`. */
export const trashing = (viewer: Viewer, imageIds: readonly string[]): Sql => sql`
  UPDATE "Image" i SET "trashedAt" = now(), "trashedById" = ${viewer.userId}::uuid
  WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${isRemovable(viewer)}
  RETURNING i."id", i."teamId", i."generationId"`

/** The generations of those of the images that the viewer may restore come back. After `lockGenerations`. */
export const restoringGenerations = (viewer: Viewer, imageIds: readonly string[]): Sql => sql`
  WITH back AS (
    UPDATE "Generation" g SET "trashedAt" = NULL
    WHERE g."trashedAt" IS NOT NULL AND g."teamId" = ${viewer.teamId}::uuid AND g."id" IN (
      SELECT i."generationId" FROM "Image" i WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${isVisibleInTrash(viewer)}
    )
    RETURNING g."id"
  )
  UPDATE "Image" i SET "trashedAlong" = false FROM back WHERE i."generationId" = back."id" AND i."trashedAlong"
  RETURNING i."id"`

/** Takes those of the images out of the trash that the viewer may. After `restoringGenerations`. */
export const restoring = (viewer: Viewer, imageIds: readonly string[]): Sql => sql`
  UPDATE "Image" i SET "trashedAt" = NULL, "trashedById" = NULL, "trashedAlong" = false
  WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${isVisibleInTrash(viewer)}
  RETURNING i."id", i."teamId", i."generationId"`

function requireMember(viewer: Viewer): void {
  if (!mayWith(viewer, 'generations.remove', viewer.userId))
    throw new AppError('forbidden', 'Guests can look, but not delete.')
}

/**
 * Puts images into the trash: one's own, and an editor anybody's. Returns the ids of those that it moved; what is
 * not there, not theirs or there already is left as it is. What they cost stays in the ledger.
 * Throws AppError `forbidden` for a guest.
 */
export async function removeImages(viewer: Viewer, imageIds: readonly string[]): Promise<string[]> {
  requireMember(viewer)
  const [, rows] = await db.$transaction([
    db.$queryRaw(lockGenerations(viewer, imageIds)),
    db.$queryRaw`WITH done AS (${trashing(viewer, imageIds)}) ${toldOf}`,
  ])
  return changed.parse(rows)
}

/**
 * Takes images out of the trash again: one's own, and an editor anybody's. Returns the ids of those that it moved.
 * With an image its generation comes back, if it was deleted as a whole; what else went with it then stays in the
 * trash, each for itself. Throws AppError `forbidden` for a guest.
 */
export async function restoreImages(viewer: Viewer, imageIds: readonly string[]): Promise<string[]> {
  requireMember(viewer)
  const [, , rows] = await db.$transaction([
    db.$queryRaw(lockGenerations(viewer, imageIds)),
    db.$queryRaw(restoringGenerations(viewer, imageIds)),
    db.$queryRaw`WITH done AS (${restoring(viewer, imageIds)}) ${toldOf}`,
  ])
  return changed.parse(rows)
}
