import type { Prisma } from '#lib/db/generated/client.ts'
import type { Attempt } from './attempt.ts'

/** Where its author wanted them. An album in the trash has them when it comes back; one that is gone has nothing. */
export async function putIntoAlbum(
  tx: Prisma.TransactionClient,
  { generationId }: Attempt,
  imageIds: readonly string[],
) {
  // Held first, so that the places of what comes at the same time follow one another.
  await tx.$executeRaw`
    UPDATE "Album" SET "updatedAt" = now()
    WHERE "id" = (SELECT "albumId" FROM "Generation" WHERE "id" = ${generationId}::uuid)`
  await tx.$executeRaw`
    INSERT INTO "AlbumImage" ("albumId", "imageId", "teamId", "rank", "imageCreatedAt")
    SELECT g."albumId", i."id", i."teamId", i."position" + 1 + coalesce((
      SELECT max("rank") FROM "AlbumImage" WHERE "albumId" = g."albumId"
    ), 0), i."createdAt"
    FROM "Image" i JOIN "Generation" g ON g."id" = i."generationId"
    WHERE i."id" = ANY(${imageIds}::uuid[]) AND g."albumId" IS NOT NULL`
}
