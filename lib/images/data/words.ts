import 'server-only'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Term } from '#lib/search/schema/language.ts'

/** What the database makes of a word: cut as prompts are cut, so that nothing in it is syntax. */
function tsquery(value: string, isPhrase: boolean): Sql {
  const query = isPhrase
    ? sql`phraseto_tsquery('simple', prompt_text(${value}))`
    : sql`to_tsquery('simple', '''' || prompt_text(${value}) || ''':*')`
  return sql`CASE WHEN prompt_text(${value}) ~ '\\S' THEN ${query} ELSE ''::tsquery END`
}

const rowSchema = z.tuple([z.object({ wanted: z.string(), unwanted: z.string() })])

export interface Words {
  /** Both as texts of a tsquery; null where there are none. */
  wanted: string | null
  unwanted: string | null
}

const joined = (parts: readonly Sql[], operator: Sql) =>
  parts.reduce((all, part) => sql`${all} ${operator} (${part})`, sql`''::tsquery`)

/** The words of a search: each one that is wanted, and none that is not. */
export const readWords = async (terms: readonly Term[]): Promise<Words> => {
  const parts = { wanted: [] as Sql[], unwanted: [] as Sql[] }
  for (const { condition, isNot } of terms)
    if (condition.kind === 'words')
      parts[isNot ? 'unwanted' : 'wanted'].push(tsquery(condition.value, condition.isPhrase))
  if (parts.wanted.length + parts.unwanted.length === 0) return { wanted: null, unwanted: null }
  const [{ wanted, unwanted }] = rowSchema.parse(
    await db.$queryRaw`SELECT (${joined(parts.wanted, sql`&&`)})::text AS "wanted", (${joined(parts.unwanted, sql`||`)})::text AS "unwanted"`,
  )
  return { wanted: wanted || null, unwanted: unwanted || null }
}
