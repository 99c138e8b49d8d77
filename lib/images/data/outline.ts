import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { GalleryList, Outline } from '../schema.ts'
import { outlineLength, outlinePage, outlineSchema } from '../schema.ts'
import { boundOf } from './gallery.ts'
import type { Bound, List } from './list.ts'
import { cursorOf, isOnSide, listOf, orderOf } from './list.ts'

const json = z.string().transform((text): unknown => JSON.parse(text))
const rowSchema = z.object({ shapes: json, cursors: json, days: json, next: z.string().nullable() })

/**
 * The one statement behind a piece; by itself, so that its plan can be looked at. It gives texts of JSON: ten thousand
 * rows of their own would keep the process busy for longer than the database.
 */
export function outlineStatement(viewer: Viewer, list: List, bound: Bound | null): Sql {
  const { first, id } = list.key
  const piece = sql`
    SELECT i."width", i."height", i."createdAt", ${first} AS "first", ${id} AS "id"
    FROM ${list.from} WHERE ${list.where} AND ${isOnSide(list, bound)} ${orderOf(list, first, id)} LIMIT ${outlineLength + 1}`
  const cursor = cursorOf(list, sql`p."first"`, sql`p."id"`)
  return sql`
    WITH piece AS MATERIALIZED (
      SELECT p.*, row_number() OVER (${orderOf(list, sql`p."first"`, sql`p."id"`)}) AS n FROM (${piece}) p
    ), dated AS (
      SELECT p.n, (p."createdAt" AT TIME ZONE t."timeZone")::date AS day
      FROM piece p, "Team" t WHERE t."id" = ${viewer.teamId}::uuid AND p.n <= ${outlineLength}
    ), runs AS (
      SELECT d.day, min(d.n) AS n, count(*) AS count
      FROM (SELECT day, n, n - row_number() OVER (PARTITION BY day ORDER BY n) AS run FROM dated) d
      GROUP BY d.day, d.run
    )
    SELECT
      (SELECT concat('[', string_agg(round(p."width" * 1000.0 / p."height")::text, ',' ORDER BY p.n), ']')
        FROM piece p WHERE p.n <= ${outlineLength}) AS "shapes",
      (SELECT concat('[', string_agg(concat('"', ${cursor}, '"'), ',' ORDER BY p.n), ']')
        FROM piece p WHERE p.n <= ${outlineLength} AND p.n % ${outlinePage} = 1) AS "cursors",
      ${list.key.order === 'rank' ? sql`'[]'` : sql`(SELECT concat('[', string_agg(concat('["', r.day, '",', r.count, ']'), ',' ORDER BY r.n), ']') FROM runs r)`} AS "days",
      (SELECT ${cursor} FROM piece p WHERE p.n = ${outlineLength}
        AND EXISTS (SELECT 1 FROM piece q WHERE q.n > ${outlineLength})) AS "next"`
}

/**
 * Of the next 10,000 images of a part of the gallery or an album their shapes, the cursors to ask for them with, and
 * the team's days; only of those that the viewer sees. `after` is the `next` of the piece before.
 * Throws AppError `invalid` for a cursor that is none.
 */
export async function getGalleryOutline(
  viewer: Viewer,
  { after, ...filter }: GalleryList & { after?: string | undefined },
): Promise<Outline> {
  const list = listOf(viewer, filter)
  const bound = boundOf(list, { after })
  const [row] = z.tuple([rowSchema]).parse(await db.$queryRaw(outlineStatement(viewer, list, bound)))
  return outlineSchema.parse(row)
}
