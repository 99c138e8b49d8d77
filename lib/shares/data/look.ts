import 'server-only'
import { z } from 'zod'
import type { Visitor } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { altLength } from '#lib/images/schema.ts'
import { parameterValuesSchema } from '#lib/models/schema/values.ts'
import { visitorMay } from '../policy.ts'
import type { SharedGallery, SharedImage, SharedPicture, SharedRecipe } from '../schema.ts'
import {
  sharedGallerySchema,
  sharedImageSchema,
  sharedPageSize,
  sharedPictureSchema,
  sharedRecipeSchema,
} from '../schema.ts'
import { isShown, isVisited } from './shown.ts'

const gone = () => new AppError('not_found', 'There is nothing at this address.')

const headSchema = z.object({
  team: z.string(),
  title: z.string(),
  note: z.string(),
  by: z.string().nullable(),
  updatedAt: z.date(),
  expiresAt: z.date().nullable(),
  total: z.number(),
})

const imageRow = z.object({
  number: z.number(),
  place: z.number(),
  width: z.number(),
  height: z.number(),
  thumbhash: z.string().nullable(),
  prompt: z.string().nullable(),
  by: z.string().nullable(),
  isStarred: z.boolean(),
})

const canOf = (visitor: Visitor) => ({
  download: visitorMay(visitor, 'original'),
  remix: visitorMay(visitor, 'recipe'),
})

/** What is not allowed is not read: it cannot be let out by mistake. */
const columns = (visitor: Visitor, promptLength: number) => sql`
  si."rank" AS "number", row_number() OVER (ORDER BY si."rank")::int AS "place", i."width", i."height", i."thumbhash",
  ${visitorMay(visitor, 'prompt') ? sql`left(g."prompt", ${promptLength})` : sql`NULL`} AS "prompt",
  ${visitorMay(visitor, 'names') ? sql`(SELECT u."name" FROM "User" u WHERE u."id" = i."authorId")` : sql`NULL`} AS "by",
  ${visitorMay(visitor, 'stars') ? sql`si."isStarred"` : sql`false`} AS "isStarred"`

const shownImages = (visitor: Visitor) => sql`
  FROM "Share" s
  JOIN "ShareImage" si ON si."shareId" = s."id"
  JOIN "Image" i ON i."id" = si."imageId"
  JOIN "Generation" g ON g."id" = i."generationId"
  WHERE ${isVisited(visitor)} AND ${isShown}`

const toImage = ({ place, prompt, ...row }: z.infer<typeof imageRow>): SharedImage =>
  sharedImageSchema.parse({ ...row, alt: prompt?.slice(0, altLength) || `Picture ${place}` })

/** A page of what a link shows, from 1. Throws AppError `not_found`, also for a page that there is not. */
export async function getSharedGallery(visitor: Visitor, page = 1): Promise<SharedGallery> {
  const heads = await db.$queryRaw`
    SELECT t."name" AS "team", s."title", s."note", s."updatedAt", s."expiresAt",
      ${visitorMay(visitor, 'names') ? sql`(SELECT u."name" FROM "User" u WHERE u."id" = s."createdById")` : sql`NULL`} AS "by",
      (SELECT count(*)::int FROM "ShareImage" si JOIN "Image" i ON i."id" = si."imageId"
        WHERE si."shareId" = s."id" AND ${isShown}) AS "total"
    FROM "Share" s JOIN "Team" t ON t."id" = s."teamId" WHERE ${isVisited(visitor)}`
  const [head] = z.array(headSchema).parse(heads)
  const pages = Math.max(1, Math.ceil((head?.total ?? 0) / sharedPageSize))
  if (!head || page < 1 || page > pages) throw gone()
  const rows = await db.$queryRaw`
    SELECT ${columns(visitor, altLength)} ${shownImages(visitor)}
    ORDER BY si."rank" LIMIT ${sharedPageSize} OFFSET ${(page - 1) * sharedPageSize}`
  return sharedGallerySchema.parse({
    ...head,
    updatedAt: head.updatedAt.toISOString(),
    expiresAt: head.expiresAt?.toISOString() ?? null,
    can: canOf(visitor),
    page,
    pages,
    images: z.array(imageRow).parse(rows).map(toImage),
  })
}

const pictureRow = imageRow.extend({
  title: z.string(),
  modelId: z.string().nullable(),
  parameters: z.unknown(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  total: z.number(),
})

/** One picture of a link, and what it says about it. Throws AppError `not_found`. */
export async function getSharedPicture(visitor: Visitor, number: number): Promise<SharedPicture> {
  const isTold = visitorMay(visitor, 'parameters')
  const rows = await db.$queryRaw`
    SELECT * FROM (
      SELECT ${columns(visitor, 100_000)}, s."title",
        ${isTold ? sql`g."modelId"` : sql`NULL`} AS "modelId", ${isTold ? sql`g."parameters"` : sql`NULL`} AS "parameters",
        lag(si."rank") OVER w AS "before", lead(si."rank") OVER w AS "after", (count(*) OVER ())::int AS "total"
      ${shownImages(visitor)}
      WINDOW w AS (ORDER BY si."rank")
    ) shown WHERE "number" = ${number}`
  const [row] = z.array(pictureRow).parse(rows)
  if (!row) throw gone()
  return sharedPictureSchema.parse({
    ...row,
    ...toImage(row),
    parameters: row.parameters ?? null,
    can: canOf(visitor),
  })
}

const recipeRow = z.object({
  number: z.number(),
  prompt: z.string().nullable(),
  modelId: z.string(),
  parameters: parameterValuesSchema,
  extra: parameterValuesSchema,
})

/**
 * What one picture was asked for with, as sent; of the first where none is named. Throws AppError `not_found`, also where
 * remixing is not allowed.
 */
export async function getSharedRecipe(
  visitor: Visitor,
  number: number | null = null,
): Promise<{ number: number; recipe: SharedRecipe }> {
  if (!visitorMay(visitor, 'recipe')) throw gone()
  const rows = await db.$queryRaw`
    SELECT si."rank" AS "number", g."prompt", g."modelId", g."parameters", g."extra" ${shownImages(visitor)}
      ${number === null ? sql`` : sql`AND si."rank" = ${number}`}
    ORDER BY si."rank" LIMIT 1`
  const [row] = z.array(recipeRow).parse(rows)
  if (!row) throw gone()
  return { number: row.number, recipe: sharedRecipeSchema.parse({ ...row, provider: null, n: 1 }) }
}
