import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Place } from '#lib/cursor.ts'
import { readCursor, toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { PromptPage } from '../schema.ts'
import { searchMaxLength } from '../schema.ts'

/** As far as Alt+↑ walks back without asking again. */
const pageSize = 100

/** As it was typed. Its hash stands in "Generation_prompts_idx": change it with this. */
const typed = (row: Sql) => sql`coalesce(${row}."template", ${row}."prompt")`

const rowsSchema = z.array(
  z.object({ text: z.string(), createdAt: z.date(), generationId: z.uuid(), modelId: z.string() }),
)

const always = sql`true`

/** The viewer's own, not thrown away, and not emptied. */
const isMine = (viewer: Viewer, row: Sql) => sql`
  ${row}."teamId" = ${viewer.teamId}::uuid AND ${row}."authorId" = ${viewer.userId}::uuid
  AND ${row}."trashedAt" IS NULL AND ${typed(row)} IS NOT NULL`

const isBefore = (row: Sql, { createdAt, id }: Place) =>
  sql`(${row}."createdAt", ${row}."id") < (${createdAt}::timestamptz, ${id}::uuid)`

/** Words in any order, each by its beginning; null where nothing is searched for. */
function toWords(search: string | undefined): string[] | null {
  const words = (search ?? '').replaceAll('\0', '').slice(0, searchMaxLength).split(/\s+/).filter(Boolean)
  return words.length > 0 ? words : null
}

/** What the database makes of words: cut as prompts are cut, so that nothing in them is syntax. Null finds nothing. */
const tsquery = (words: readonly string[]) => sql`(
  SELECT to_tsquery('simple', string_agg('''' || prompt_text(word) || ''':*', ' & '))
  FROM unnest(${words}::text[]) AS w(word) WHERE prompt_text(word) ~ '\\S')`

interface Page {
  words: readonly string[] | null
  place: Place | null
  limit: number
  /** Looks no further back than this many generations. */
  within?: number
}

const newestFirst = sql`ORDER BY g."createdAt" DESC, g."id" DESC`

/** The one statement behind a page; by itself, so that its plan can be looked at. */
export function promptsStatement(viewer: Viewer, { words, place, limit, within }: Page): Sql {
  const [g, later] = [sql`g`, sql`later`]
  const mine = sql`
    SELECT g.* FROM "Generation" g
    WHERE ${isMine(viewer, g)}
      AND ${place ? isBefore(g, place) : always}`
  const has = (row: Sql) => (words ? sql`${row}."search" @@ ${tsquery(words)}` : always)
  // OFFSET 0 keeps apart what the planner would join: for a rare word it would walk the whole time line, and to know
  // which use is the newest it would read the whole table, instead of asking the index for each.
  const found =
    within === undefined ? sql`${mine} AND ${has(g)} OFFSET 0` : sql`${mine} ${newestFirst} LIMIT ${within}`
  return sql`
    SELECT ${typed(g)} AS text, g."createdAt", g."id" AS "generationId", g."modelId"
    FROM (${words || within !== undefined ? found : mine}) g
    WHERE ${within === undefined ? always : has(g)}
      AND NOT EXISTS (
        SELECT 1 FROM "Generation" later
        WHERE ${isMine(viewer, later)} AND ${has(later)} AND hashtextextended(${typed(later)}, 0) = hashtextextended(${typed(g)}, 0)
          AND ${typed(later)} = ${typed(g)} AND (later."createdAt", later."id") > (g."createdAt", g."id")
        OFFSET 0
      )
    ${newestFirst}
    LIMIT ${limit}`
}

/** Enough to fill a page with a word that is in every thirtieth prompt. */
export const nearby = 3_000

/** As many prompts of one person as are looked through, each by its newest use. */
export const mostJumps = 3_000

/**
 * The page without walking over the uses: the index of prompts is left for the next one as soon as the newest use of
 * one is known. A first row says whether that were all of them.
 */
export function jumpStatement(viewer: Viewer, place: Place | null): Sql {
  const [g, newest] = [sql`g`, sql`newest`]
  const hash = sql`hashtextextended(${typed(g)}, 0)`
  const next = (after: Sql) => sql`
    SELECT ${hash} AS hash, g."createdAt", g."id" FROM "Generation" g
    WHERE ${isMine(viewer, g)} AND ${after}
    ORDER BY ${hash}, g."createdAt" DESC, g."id" DESC LIMIT 1`
  return sql`
    WITH RECURSIVE jumps AS (
      (${next(always)})
      UNION ALL
      SELECT following.* FROM jumps CROSS JOIN LATERAL (${next(sql`${hash} > jumps.hash`)}) following
    ), newest AS MATERIALIZED (SELECT * FROM jumps LIMIT ${mostJumps + 1})
    SELECT whole."isWhole", page.* FROM (SELECT count(*) <= ${mostJumps} AS "isWhole" FROM newest) whole
    LEFT JOIN LATERAL (
      SELECT ${typed(g)} AS text, g."createdAt", g."id" AS "generationId", g."modelId"
      FROM (
        SELECT * FROM newest
        WHERE ${place ? isBefore(newest, place) : always}
        ORDER BY newest."createdAt" DESC, newest."id" DESC LIMIT ${pageSize + 1}
      ) newest
      JOIN "Generation" g ON g."id" = newest."id"
    ) page ON whole."isWhole"
    ORDER BY page."createdAt" DESC, page."generationId" DESC`
}

interface Found {
  rows: z.infer<typeof rowsSchema>
  /** How far was looked, where what lies further back was left for the next page. */
  end: Place | null
}

const jumpRows = z.array(z.object({ isWhole: z.boolean(), generationId: z.uuid().nullable() }).loose())

/** All that is left, at most a page and one; null where there are more prompts than are looked through. */
async function findByJumps(viewer: Viewer, place: Place | null): Promise<Found['rows'] | null> {
  const rows = jumpRows.parse(await db.$queryRaw(jumpStatement(viewer, place)))
  if (rows.some(({ isWhole }) => !isWhole)) return null
  return rowsSchema.parse(rows.filter(({ generationId }) => generationId !== null))
}

/** Where the walk over what is nearby ends; null where nothing lies behind it. */
async function endOfNearby(viewer: Viewer, place: Place | null): Promise<Place | null> {
  const g = sql`g`
  const [end] = await db.$queryRaw<Place[]>`
    SELECT g."createdAt", g."id" FROM "Generation" g
    WHERE ${isMine(viewer, g)} AND ${place ? isBefore(g, place) : always}
    ${newestFirst} LIMIT 1 OFFSET ${nearby - 1}`
  return end ?? null
}

/**
 * Most pages are found nearby. Where a few prompts were used thousands of times, it is jumped from one to the next; who
 * has too many for that gets what was found, and looks further with the next page.
 */
async function findAll(viewer: Viewer, place: Place | null, near: Found['rows']): Promise<Found> {
  const end = await endOfNearby(viewer, place)
  if (end === null) return { rows: near, end: null }
  const rows = await findByJumps(viewer, place)
  return rows ? { rows, end: null } : { rows: near, end }
}

/**
 * Common words are found nearby; what is not is looked for everywhere, by the index of words, which is as fast as the
 * word is rare.
 */
async function findRows(viewer: Viewer, page: Omit<Page, 'limit' | 'within'>): Promise<Found> {
  const limit = pageSize + 1
  const read = async (within?: number) =>
    rowsSchema.parse(
      await db.$queryRaw(promptsStatement(viewer, { ...page, limit, ...(within ? { within } : {}) })),
    )
  const near = await read(nearby)
  if (near.length === limit) return { rows: near, end: null }
  return page.words ? { rows: await read(), end: null } : findAll(viewer, page.place, near)
}

/**
 * The viewer's own prompts as they typed them, each once, the newest use first; those with all of the words of
 * `search` (or beginnings of them; any part of a text in a script without spaces). `before` is the `next` of the page
 * before. A page may have fewer prompts than the next one, and is the last one only where `next` is null. What is in the
 * trash is left out. Throws AppError `invalid` for a cursor that is none.
 */
export async function listPrompts(
  viewer: Viewer,
  { search, before }: { search?: string; before?: string } = {},
): Promise<PromptPage> {
  const place = before === undefined ? null : readCursor(before)
  const { rows, end } = await findRows(viewer, { words: toWords(search), place })
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next = rows.length > pageSize && last ? { createdAt: last.createdAt, id: last.generationId } : end
  return {
    prompts: page.map(({ createdAt, ...prompt }) => ({ ...prompt, usedAt: createdAt.toISOString() })),
    next: next && toCursor(next),
  }
}
