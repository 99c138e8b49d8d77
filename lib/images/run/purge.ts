import { z } from 'zod'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'

type Transaction = Prisma.TransactionClient

const rowsSchema = z.array(z.object({ generationId: z.uuid(), fileId: z.uuid() }))

const unique = (ids: readonly string[]) => [...new Set(ids)].toSorted()

/**
 * Removes images for good, in the caller's transaction, which has locked their generations: what was put on them goes
 * with them, and of a generation of which nothing is left its words go, too. What they cost stays in the ledger, and
 * their attempts say what was paid. Their files go later, and only where nothing else needs them: what something was
 * made from is kept for that.
 */
export async function purgeImages(tx: Transaction, imageIds: readonly string[]): Promise<void> {
  const ids = unique(imageIds)
  if (ids.length === 0) return
  const rows = await tx.$queryRaw`
    SELECT "generationId", "fileId" FROM "Image" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR UPDATE`
  const images = rowsSchema.parse(rows)
  const fileIds = unique(images.map(({ fileId }) => fileId))
  await lockFiles(tx, fileIds)
  await tx.$executeRaw`DELETE FROM "ImageMark" WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM "ImageTag" WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM "AlbumImage" WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM "Example" WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM "ShareImage" WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`UPDATE "Album" SET "coverImageId" = NULL WHERE "coverImageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`UPDATE "GenerationInput" SET "imageId" = NULL WHERE "imageId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw`DELETE FROM "Image" WHERE "id" = ANY(${ids}::uuid[])`
  await tx.$executeRaw(lettingGo(fileIds))
  await purgeGenerations(tx, unique(images.map(({ generationId }) => generationId)))
}

/** In one order, and before anything is deleted: of two who let go of the same file, the second sees what the first did. */
const lockFiles = (tx: Transaction, fileIds: readonly string[]) =>
  tx.$queryRaw`SELECT "id" FROM "File" WHERE "id" = ANY(${fileIds}::uuid[]) ORDER BY "id" FOR UPDATE`

/** From now on nothing may need these files; that is looked at again before their bytes go. */
const lettingGo = (fileIds: readonly string[]) => sql`
  UPDATE "File" f SET "unreferencedAt" = now()
  WHERE f."id" = ANY(${fileIds}::uuid[]) AND f."unreferencedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "Image" i WHERE i."fileId" = f."id")
    AND NOT EXISTS (SELECT 1 FROM "GenerationInput" g WHERE g."fileId" = f."id")`

const idRows = z.array(z.object({ id: z.uuid() }))
const fileRows = z.array(z.object({ fileId: z.uuid() }))

/**
 * Empties those of some generations, which the caller has locked, that have ended and of which no image is left: what
 * was typed and sent, what it started from, what was answered. Its batch's words go with the last of them.
 */
export async function purgeGenerations(tx: Transaction, generationIds: readonly string[]): Promise<void> {
  const empty = await tx.$queryRaw`
    UPDATE "Generation" g SET "prompt" = NULL, "template" = NULL, "variables" = '{}', "parameters" = '{}', "extra" = '{}',
      "failure" = CASE WHEN g."failure" IS NULL THEN NULL ELSE g."failure" || '{"message": ""}' END, "recipeHash" = '',
      "trashedAt" = coalesce(g."trashedAt", now()), "purgedAt" = now()
    WHERE g."id" = ANY(${generationIds}::uuid[]) AND g."purgedAt" IS NULL
      AND g."status" NOT IN ('queued', 'running', 'unknown')
      AND NOT EXISTS (SELECT 1 FROM "Image" i WHERE i."generationId" = g."id")
    RETURNING g."id"`
  const ids = idRows.parse(empty).map(({ id }) => id)
  if (ids.length === 0) return
  await tx.$executeRaw`UPDATE "Attempt" SET "rawError" = NULL WHERE "generationId" = ANY(${ids}::uuid[])`
  const given = await tx.$queryRaw`
    SELECT "fileId" FROM "GenerationInput" WHERE "generationId" = ANY(${ids}::uuid[])`
  const fileIds = unique(fileRows.parse(given).map(({ fileId }) => fileId))
  await lockFiles(tx, fileIds)
  await tx.$executeRaw`DELETE FROM "GenerationInput" WHERE "generationId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw(lettingGo(fileIds))
  await tx.$executeRaw`
    UPDATE "Batch" b SET "title" = '', "plan" = '{}', "axes" = '[]'
    WHERE b."id" IN (
        SELECT "batchId" FROM "Generation" WHERE "id" = ANY(${ids}::uuid[])
        UNION SELECT "batchId" FROM "BatchCell" WHERE "generationId" = ANY(${ids}::uuid[])
      ) AND NOT EXISTS (
        SELECT 1 FROM "BatchCell" c JOIN "Generation" g ON g."id" = c."generationId"
        WHERE c."batchId" = b."id" AND g."purgedAt" IS NULL
      )`
}
