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
      AND ${place ? sql`(g."createdAt", g."id") < (${place.createdAt}::timestamptz, ${place.id}::uuid)` : always}`
  const has = (row: Sql) => (words ? sql`${row}."search" @@ ${tsquery(words)}` : always)
  // OFFSET 0 keeps apart what the planner would join: for a rare word it would walk the whole time line, and to know
  // which use is the newest it would read the whole table, instead of asking the index for each.
  const found =
    within === undefined ? sql`${mine} AND ${has(g)} OFFSET 0` : sql`${mine} ${newestFirst} LIMIT ${within}`
  return sql`
    SELECT ${typed(g)} AS text, g."createdAt", g."id" AS "generationId", g."modelId"
    FROM (${words ? found : mine}) g
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
const nearby = 3_000

/**
 * Common words are found nearby; what is not is looked for everywhere, by the index of words, which is as fast as the
 * word is rare.
 */
async function findRows(viewer: Viewer, page: Omit<Page, 'limit' | 'within'>) {
  const limit = pageSize + 1
  const read = async (within?: number) =>
    rowsSchema.parse(
      await db.$queryRaw(promptsStatement(viewer, { ...page, limit, ...(within ? { within } : {}) })),
    )
  if (!page.words) return read()
  const near = await read(nearby)
  return near.length === limit ? near : read()
}

/**
 * The viewer's own prompts as they typed them, each once, the newest use first; those with all of the words of
 * `search` (or beginnings of them; any part of a text in a script without spaces). `before` is the `next` of the page
 * before. What is in the trash is left out. Throws AppError `invalid` for a cursor that is none.
 */
export async function listPrompts(
  viewer: Viewer,
  { search, before }: { search?: string; before?: string } = {},
): Promise<PromptPage> {
  const place = before === undefined ? null : readCursor(before)
  const rows = await findRows(viewer, { words: toWords(search), place })
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return {
    prompts: page.map(({ createdAt, ...prompt }) => ({ ...prompt, usedAt: createdAt.toISOString() })),
    next:
      rows.length > pageSize && last ? toCursor({ createdAt: last.createdAt, id: last.generationId }) : null,
  }
}
