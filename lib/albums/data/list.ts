import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { albumPolicy } from '../policy.ts'
import type { Album, AlbumList } from '../schema.ts'
import { albumListSchema, maxAlbums } from '../schema.ts'

const coverSchema = z.object({
  id: z.uuid(),
  width: z.number(),
  height: z.number(),
  thumbhash: z.string().nullable(),
})

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    name: z.string(),
    count: z.coerce.number(),
    cover: coverSchema.nullable(),
    isCoverChosen: z.boolean(),
    createdById: z.uuid(),
    createdByName: z.string(),
    createdAt: z.date(),
    updatedAt: z.date(),
    trashedAt: z.date().nullable(),
  }),
)

function toAlbum(viewer: Viewer, row: z.infer<typeof rowsSchema>[number]): Album {
  const { createdById, createdByName, createdAt, updatedAt, trashedAt, ...rest } = row
  return {
    ...rest,
    createdBy: { id: createdById, name: createdByName },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    trashedAt: trashedAt?.toISOString() ?? null,
    can: { fill: albumPolicy.fill(viewer), change: albumPolicy.change(viewer, { createdById }) },
  }
}

/** The images of album `a` that the viewer sees, as covers. */
const coverFrom = (viewer: Viewer) => sql`
  SELECT jsonb_build_object('id', i."id", 'width', i."width", 'height', i."height", 'thumbhash', i."thumbhash") AS cover,
    i."id" = a."coverImageId" AS "isChosen"
  FROM "AlbumImage" k JOIN "Image" i ON i."id" = k."imageId"
  WHERE k."albumId" = a."id" AND ${isVisible(viewer)}`

/**
 * The team's albums, changed last first, each with its cover and with how many of its images the viewer sees; and of
 * those in the trash the ones that they may bring back.
 */
export async function listAlbums(viewer: Viewer): Promise<AlbumList> {
  // Image by image of the albums: joined, all images of the team were read for each of them.
  const rows = await db.$queryRaw`
    SELECT a."id", a."name", seen."count", first.cover, first."isChosen" IS TRUE AS "isCoverChosen",
      a."createdById", u."name" AS "createdByName", a."createdAt", a."updatedAt", a."trashedAt"
    FROM "Album" a
    JOIN "User" u ON u."id" = a."createdById"
    CROSS JOIN LATERAL (
      SELECT count(*) AS "count" FROM "AlbumImage" k
      WHERE k."albumId" = a."id" AND (SELECT ${isVisible(viewer)} FROM "Image" i WHERE i."id" = k."imageId")
    ) seen
    LEFT JOIN LATERAL (
      (${coverFrom(viewer)} AND k."imageId" = a."coverImageId")
      UNION ALL (${coverFrom(viewer)} ORDER BY k."rank", k."imageId" LIMIT 1)
      ORDER BY "isChosen" DESC NULLS LAST LIMIT 1
    ) first ON true
    WHERE a."teamId" = ${viewer.teamId}::uuid
    ORDER BY a."updatedAt" DESC, a."id" DESC LIMIT ${2 * maxAlbums}`
  const albums = rowsSchema.parse(rows).map((row) => toAlbum(viewer, row))
  return albumListSchema.parse({
    albums: albums.filter(({ trashedAt }) => trashedAt === null),
    trashed: albums.filter(({ trashedAt, can }) => trashedAt !== null && can.change),
    can: { create: albumPolicy.create(viewer) },
  })
}
