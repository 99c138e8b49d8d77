import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Term } from '#lib/search/schema/language.ts'
import { termsOf } from '#lib/search/schema/language.ts'
import type { GalleryList } from '../schema.ts'
import { conditionOf, hasWords, isNamed } from './conditions.ts'
import type { List } from './list.ts'
import { imagesOf, listOf } from './list.ts'
import { idsNamed } from './names.ts'
import { readWords } from './words.ts'

/** A list of images, and what is wanted of them beside being in it. */
export interface Found {
  /** Walked in its order; of what an index has for one of the terms. */
  list: List
  /** What else an image `i` has to meet; null where every one will do. */
  filter: Sql | null
  /** The words of its prompt, a tsquery as text: they are part of the filter, too. */
  words: string | null
}

export const everyImage = (list: List): Found => ({ list, filter: null, words: null })

interface Named extends Term {
  ids: string[]
}

const inOrder = (from: Sql, where: Sql, list: List): List => ({
  from: imagesOf(from),
  where: sql`${where} AND ${list.where}`,
  key: { first: sql`k."imageCreatedAt"`, id: sql`k."imageId"`, order: 'newest' },
})

function ofMarks(viewer: Viewer, mark: Sql, list: List): List {
  const own = sql`k."teamId" = ${viewer.teamId}::uuid AND k."userId" = ${viewer.userId}::uuid`
  return inOrder(sql`"ImageMark"`, sql`${own} AND ${mark}`, list)
}

const marks = {
  favourite: sql`k."favourite"`,
  rejected: sql`k."rejected"`,
  rated: sql`k."rating" IS NOT NULL`,
  private: null,
  edit: null,
}

const listsOfNames = {
  tag: (id: string, list: List) => inOrder(sql`"ImageTag"`, sql`k."tagId" = ${id}::uuid`, list),
  album: (id: string, list: List) => inOrder(sql`"AlbumImage"`, sql`k."albumId" = ${id}::uuid`, list),
  by: (id: string, list: List) => ({ ...list, where: sql`${list.where} AND i."authorId" = ${id}::uuid` }),
  model: (id: string, list: List) => ({ ...list, where: sql`${list.where} AND i."modelId" = ${id}` }),
}

/** The images of one term in the order of time, where an index has them. */
function listOfTerm(viewer: Viewer, { condition, ids }: Named, list: List): List | null {
  if (isNamed(condition)) {
    const [id, another] = ids
    return id === undefined || another !== undefined ? null : listsOfNames[condition.kind](id, list)
  }
  if (condition.kind === 'rating') return ofMarks(viewer, marks.rated, list)
  const mark = condition.kind === 'is' && marks[condition.value]
  return mark ? ofMarks(viewer, mark, list) : null
}

/** The fewest images first, as a rule. */
const rarestFirst = ['tag', 'album', 'rating', 'is', 'by', 'model'] as const

function walkedList(viewer: Viewer, terms: readonly Named[], list: List): List {
  for (const kind of rarestFirst)
    for (const term of terms) {
      const rarer = !term.isNot && term.condition.kind === kind && listOfTerm(viewer, term, list)
      if (rarer) return rarer
    }
  return list
}

const both = (conditions: readonly Sql[]): Sql | null =>
  conditions.length === 0 ? null : conditions.reduce((all, each) => sql`${all} AND ${each}`)

/** What is cheap to look at comes before what is looked up in other tables. */
const isLookedUp = ({ condition: { kind } }: Named) =>
  ['tag', 'album', 'is', 'status', 'rating'].includes(kind)

/**
 * What a person looks for, of a list: its terms with the names in them looked up. Terms that cannot be understood are
 * left out. Days bound the walk itself.
 */
export async function findList(viewer: Viewer, wanted: GalleryList): Promise<Found> {
  const whole = listOf(viewer, wanted)
  const terms = termsOf(wanted.search ?? '')
  if (terms.length === 0) return everyImage(whole)
  const [words, named] = await Promise.all([
    readWords(terms),
    Promise.all(terms.map(async (term) => ({ ...term, ids: await idsNamed(viewer, term.condition) }))),
  ])
  const says = ({ condition, ids, isNot }: Named) =>
    sql`(${conditionOf(viewer, condition, ids)}) IS ${isNot ? sql`NOT TRUE` : sql`TRUE`}`
  const isDay = ({ condition: { kind }, isNot }: Named) => !isNot && (kind === 'after' || kind === 'before')
  const days = named.filter(isDay).map(({ condition }) => conditionOf(viewer, condition, []))
  const others = named.filter((term) => !isDay(term) && term.condition.kind !== 'words')
  const filters = [
    ...others.filter((term) => !isLookedUp(term)).map(says),
    ...others.filter(isLookedUp).map(says),
    ...(words.wanted === null ? [] : [hasWords(words.wanted)]),
    ...(words.unwanted === null ? [] : [sql`NOT ${hasWords(words.unwanted)}`]),
  ]
  const bounded = { ...whole, where: both([whole.where, ...days]) ?? whole.where }
  const canBeOther = whole.key.order === 'newest' && (wanted.scope === 'mine' || wanted.scope === 'team')
  const list = canBeOther ? walkedList(viewer, others, bounded) : bounded
  return { list, filter: both(filters), words: words.wanted }
}

/**
 * Whether so few prompts have the words that it is better to begin with them. The index of words has all of them
 * together, so what is common costs a moment to find out.
 */
export async function isRare(viewer: Viewer, words: string, most: number): Promise<boolean> {
  const [{ count }] = z
    .tuple([z.object({ count: z.bigint() })])
    .parse(
      await db.$queryRaw`SELECT count(*) FROM prompts_found(${viewer.teamId}::uuid, ${words}::tsquery, ${most + 1}::int)`,
    )
  return Number(count) <= most
}
