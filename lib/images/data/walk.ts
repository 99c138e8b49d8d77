import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Bound } from './list.ts'
import { isOnSide, orderOf } from './list.ts'
import type { Found } from './search.ts'
import { isRare } from './search.ts'

/**
 * How images that meet a filter are looked for. `near`: among the next few of the list, which is where common ones are.
 * `words`: from the prompts that have the words, where those are few. `far`: along the whole list.
 */
export type Way =
  | { kind: 'near'; within: number }
  | { kind: 'far' }
  | { kind: 'words'; teamId: string; words: string; most: number }

/** Enough to fill a page with what every twentieth image has. */
const nearby = 2_000

/** As many prompts as are looked through at once: for a page, and for the images of an outline. */
const fewPrompts = 5_000
const manyPrompts = 20_000

/**
 * The images `i` of a list, with its two columns as `first` and `id`, from or up to a place. What is not nearby and not
 * begun with the words is walked along the list's index; OFFSET 0 and LIMIT keep the walk apart from the filter, for
 * which the planner would look up every prompt, or sort every image.
 */
export const imagesFound = ({ list, filter }: Found, way: Way, bound: Bound | null): Sql => {
  const { first, id } = list.key
  const read = (from: Sql, where: Sql) =>
    sql`SELECT i.*, ${first} AS "first" FROM ${from} WHERE ${where} AND ${isOnSide(list, bound)}`
  const order = orderOf(list, first, id, bound?.side)
  if (filter === null) return read(list.from, list.where)
  if (way.kind === 'words') {
    const found = sql`prompts_found(${way.teamId}::uuid, ${way.words}::tsquery, ${way.most}::int)`
    const among = sql`i."generationId" = ANY(ARRAY(SELECT ${found}))`
    return sql`SELECT i.* FROM (${read(list.from, sql`${list.where} AND ${among}`)} OFFSET 0) i WHERE ${filter}`
  }
  const end = way.kind === 'near' ? sql`LIMIT ${way.within}` : sql`OFFSET 0`
  return sql`SELECT i.* FROM (${read(list.from, list.where)} ${order} ${end}) i WHERE ${filter}`
}

type Run = (statement: Sql) => Promise<unknown>

/** The whole of a list is only ever read in its order, never to sort it: the first images come at once. */
const walking: Run = async (statement) => {
  const [, rows] = await db.$transaction([
    db.$executeRaw`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`,
    db.$queryRaw(statement),
  ])
  return rows
}

const plainly: Run = (statement) => db.$queryRaw(statement)

/** Reads so many images, each way only where the one before did not find enough. */
export async function findAlong<T>(
  viewer: Viewer,
  { filter, words }: Found,
  limit: number,
  read: (way: Way, run: Run) => Promise<T[]>,
): Promise<T[]> {
  const isPage = limit < nearby
  if (filter === null || isPage) {
    const rows = await read({ kind: 'near', within: nearby }, plainly)
    if (filter === null || rows.length >= limit) return rows
  }
  const most = isPage ? fewPrompts : manyPrompts
  if (words !== null && (await isRare(viewer, words, most)))
    return read({ kind: 'words', teamId: viewer.teamId, words, most }, plainly)
  return read({ kind: 'far' }, walking)
}
