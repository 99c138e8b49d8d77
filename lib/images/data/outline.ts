import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { GalleryList, Outline } from '../schema.ts'
import { outlineLength, outlinePage, outlineSchema } from '../schema.ts'
import { boundOf } from './gallery.ts'
import type { Bound } from './list.ts'
import { cursorOf, orderOf } from './list.ts'
import type { Found } from './search.ts'
import { findList } from './search.ts'
import type { Way } from './walk.ts'
import { findAlong, imagesFound } from './walk.ts'

const json = z.string().transform((text): unknown => JSON.parse(text))
const rowSchema = z.object({ shapes: json, cursors: json, days: json, next: z.string().nullable() })

/**
 * The one statement behind a piece; by itself, so that its plan can be looked at. It gives texts of JSON: ten thousand
 * rows of their own would keep the process busy for longer than the database.
 */
export function outlineStatement(viewer: Viewer, found: Found, way: Way, bound: Bound | null): Sql {
  const { list } = found
  const order = orderOf(list, sql`p."first"`, sql`p."id"`)
  const piece = sql`
    SELECT p."width", p."height", p."createdAt", p."first", p."id"
    FROM (${imagesFound(found, way, bound)}) p ${order} LIMIT ${outlineLength + 1}`
  const timeZone = sql`(SELECT "timeZone" FROM "Team" WHERE "id" = ${viewer.teamId}::uuid)`
  const cursor = cursorOf(list, sql`p."first"`, sql`p."id"`)
  return sql`
    WITH piece AS MATERIALIZED (
      SELECT p.*, row_number() OVER (${order}) AS n FROM (${piece}) p
    ), days AS (
      SELECT p.day, min(p.n) AS n, count(*) AS count
      FROM (
        SELECT n, (p."createdAt" AT TIME ZONE ${timeZone})::date AS day FROM piece p WHERE p.n <= ${outlineLength}
      ) p GROUP BY p.day
    )
    SELECT
      (SELECT concat('[', string_agg(round(p."width" * 1000.0 / p."height")::text, ',' ORDER BY p.n), ']')
        FROM piece p WHERE p.n <= ${outlineLength}) AS "shapes",
      (SELECT concat('[', string_agg(concat('"', ${cursor}, '"'), ',' ORDER BY p.n), ']')
        FROM piece p WHERE p.n <= ${outlineLength} AND p.n % ${outlinePage} = 1) AS "cursors",
      ${list.key.order === 'rank' ? sql`'[]'` : sql`(SELECT concat('[', string_agg(concat('["', d.day, '",', d.count, ']'), ',' ORDER BY d.n), ']') FROM days d)`} AS "days",
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
  const found = await findList(viewer, filter)
  const bound = boundOf(found.list, { after })
  const [row] = await findAlong(viewer, found, outlineLength, async (way, run) =>
    z.tuple([rowSchema]).parse(await run(outlineStatement(viewer, found, way, bound))),
  )
  return outlineSchema.parse(row)
}
