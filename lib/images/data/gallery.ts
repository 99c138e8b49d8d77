import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { generationPolicy } from '#lib/generations/policy.ts'
import { environmentSchema, visibilitySchema } from '#lib/generations/schema/states.ts'
import { imagePolicy } from '../policy.ts'
import type { GalleryImage, GalleryList, GalleryPage } from '../schema.ts'
import { altLength, galleryImageSchema } from '../schema.ts'
import type { Bound, List } from './list.ts'
import { cursorOf, listOfScope, orderOf, readPlace } from './list.ts'
import type { Found } from './search.ts'
import { findList } from './search.ts'
import { isVisible, isVisibleInTrash } from './visible.ts'
import type { Way } from './walk.ts'
import { findAlong, imagesFound } from './walk.ts'

const defaultLimit = 60
const maxLimit = 200

const rowSchema = z.object({
  id: z.string(),
  generationId: z.string(),
  width: z.number(),
  height: z.number(),
  thumbhash: z.string().nullable(),
  mime: z.string(),
  bytes: z.number(),
  prompt: z.string().nullable(),
  modelId: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  visibility: visibilitySchema,
  environment: environmentSchema,
  createdAt: z.date(),
  costMicros: z.bigint().nullable(),
  isFavourite: z.boolean(),
  isRejected: z.boolean(),
  rating: z.number().nullable(),
  meanRating: z.number().nullable(),
  trashedAt: z.date().nullable(),
  cursor: z.string(),
})

type Row = z.infer<typeof rowSchema>

/** By its schema, field by field: what is not named there does not leave the server. */
function toGalleryImage(viewer: Viewer, { authorId, authorName, ...row }: Row): GalleryImage {
  const thing = { ...row, authorId }
  return galleryImageSchema.parse({
    ...row,
    author: { id: authorId, name: authorName },
    createdAt: row.createdAt.toISOString(),
    costMicros: row.costMicros === null ? null : Number(row.costMicros),
    trashedAt: row.trashedAt?.toISOString() ?? null,
    can: {
      remove: imagePolicy.remove(viewer, thing),
      restore: imagePolicy.restore(viewer, thing),
      setVisibility: row.trashedAt === null && generationPolicy.setVisibility(viewer, thing),
    },
  })
}

/** Of one image, in the gallery or in the trash; nothing where it is not the viewer's to see. */
export async function findGalleryImage(viewer: Viewer, id: string): Promise<GalleryImage | null> {
  const chosen = sql`
    SELECT i.*, i."createdAt" AS "first" FROM "Image" i
    WHERE i."id" = ${id}::uuid AND (${isVisible(viewer)} OR ${isVisibleInTrash(viewer)})`
  const [row] = z
    .array(rowSchema)
    .parse(await db.$queryRaw(withItsWords(viewer, listOfScope(viewer, 'team'), chosen)))
  return row ? toGalleryImage(viewer, row) : null
}

/** Images of a list, chosen by a statement, with what is shown beside them. */
function withItsWords(viewer: Viewer, list: List, chosen: Sql): Sql {
  const [first, id] = [sql`i."first"`, sql`i."id"`]
  return sql`
    SELECT i."id", i."generationId", i."width", i."height", i."thumbhash", f."mime", f."bytes",
      left(g."prompt", ${altLength}) AS "prompt", i."modelId", i."authorId", u."name" AS "authorName", i."visibility",
      i."environment", i."createdAt", i."costMicros", coalesce(m."favourite", false) AS "isFavourite",
      coalesce(m."rejected", false) AS "isRejected", m."rating", r."meanRating", i."trashedAt",
      ${cursorOf(list, first, id)} AS "cursor"
    FROM (${chosen}) i
    JOIN "File" f ON f."id" = i."fileId"
    CROSS JOIN LATERAL (SELECT "prompt" FROM "Generation" WHERE "id" = i."generationId" OFFSET 0) g
    JOIN "User" u ON u."id" = i."authorId"
    LEFT JOIN "ImageMark" m ON m."imageId" = i."id" AND m."userId" = ${viewer.userId}::uuid
    LEFT JOIN LATERAL (
      SELECT avg(o."rating")::float8 AS "meanRating" FROM "ImageMark" o WHERE o."imageId" = i."id"
    ) r ON true
    ${orderOf(list, first, id)}`
}

interface Page {
  bound: Bound | null
  limit: number
}

/** Which images a page has, the nearest to its place first, and nothing beside them. */
export const galleryChoice = (found: Found, way: Way, { bound, limit }: Page): Sql => sql`
  SELECT i.* FROM (${imagesFound(found, way, bound)}) i
  ${orderOf(found.list, sql`i."first"`, sql`i."id"`, bound?.side)} LIMIT ${limit}`

/** The one statement behind a page; by itself, so that its plan can be looked at. */
export function galleryStatement(viewer: Viewer, found: Found, way: Way, page: Page): Sql {
  return withItsWords(viewer, found.list, galleryChoice(found, way, page))
}

export interface PlaceOptions {
  /** The page begins with the image at this cursor. */
  from?: string | undefined
  /** It begins with the next one. */
  after?: string | undefined
  /** It ends with the one before. */
  before?: string | undefined
}

/** Throws AppError `invalid` for a cursor that is none. */
export const boundOf = (list: List, options: PlaceOptions): Bound | null => {
  for (const side of ['from', 'after', 'before'] as const) {
    const cursor = options[side]
    if (cursor !== undefined) return { side, place: readPlace(list, cursor) }
  }
  return null
}

/**
 * A page of a part of the gallery or of an album, in its order: the newest first, or as the album has them. What is
 * private is in none of them but its author's and the admins'. `next` is where the next page begins, as `after`.
 * Throws AppError `invalid` for a cursor that is none.
 */
export async function listGalleryImages(
  viewer: Viewer,
  options: GalleryList & PlaceOptions & { limit?: number | undefined },
): Promise<GalleryPage> {
  const limit = Math.min(options.limit ?? defaultLimit, maxLimit)
  const found = await findList(viewer, options)
  const bound = boundOf(found.list, options)
  const page = { bound, limit: limit + 1 }
  const rows = await findAlong(viewer, found, page.limit, async (way, run) =>
    z.array(rowSchema).parse(await run(galleryStatement(viewer, found, way, page))),
  )
  const isBefore = bound?.side === 'before'
  const shown = isBefore ? rows.slice(-limit) : rows.slice(0, limit)
  const hasNext = isBefore || rows.length > limit
  return {
    images: shown.map((row) => toGalleryImage(viewer, row)),
    next: (hasNext && shown.at(-1)?.cursor) || null,
  }
}
