import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Column } from '../schema/lines.ts'
import { columnsOf } from '../schema/lines.ts'
import type { TeamTable } from '../schema/table.ts'
import { teamTables } from '../schema/tables.ts'

/** So many rows in one part of an archive, and in memory. */
const pageSize = 500

/** A name of a table or a column: of the list, never of a file or a request. */
export const nameOf = (name: string): Sql => Prisma.raw(`"${name.replaceAll('"', '')}"`)
export const listOf = (parts: readonly Sql[], between = ', '): Sql => Prisma.join([...parts], between)

/** What is exported, and as it was when. */
export interface Export {
  teamId: string
  /** Whose rows there are, by their ids. */
  people: readonly string[]
  startedAt: Date
}

/** Which rows of a table are an archive's, where not all of them are. */
const only: Readonly<Record<string, Sql>> = {
  File: sql`t."state" = 'stored'`,
  Budget: sql`t."scope" <> 'token'`,
}

const hasTime = (table: string) =>
  teamTables.find(({ name }) => name === table)?.archived?.columns.createdAt !== undefined

/** What it refers to is in the archive, too: it was there when the export began. */
const isThere = ({ name, refersTo }: Column, { startedAt }: Export): Sql => {
  const since = refersTo !== null && hasTime(refersTo) ? sql`AND r."createdAt" <= ${startedAt}` : sql``
  return sql`EXISTS (SELECT 1 FROM ${nameOf(refersTo ?? '')} r WHERE r."id" = t.${nameOf(name)} ${since})`
}

function conditionOf(column: Column, of: Export): Sql[] {
  const { name, kind, refersTo, isNullable } = column
  if (kind === 'person') return [sql`t.${nameOf(name)} = ANY(${of.people}::uuid[])`]
  if (name === 'createdAt') return [sql`t."createdAt" <= ${of.startedAt}`]
  return refersTo !== null && !isNullable ? [isThere(column, of)] : []
}

const valueOf = (column: Column, of: Export): Sql => {
  const { name, refersTo, isNullable, isLater } = column
  const isChecked = refersTo !== null && isNullable && !isLater
  const value = isChecked ? sql`CASE WHEN ${isThere(column, of)} THEN t.${nameOf(name)} END` : null
  return sql`${value ?? sql`t.${nameOf(name)}`} AS ${nameOf(name)}`
}

const types: Readonly<Record<string, string>> = { int: 'int', text: 'text', day: 'date' }

/** A value of a key as its column has it, of the text that stands for it in JSON. */
function typed(column: Column, row: Readonly<Record<string, unknown>>): Sql {
  const type = column.type === null ? (types[column.kind] ?? 'uuid') : `"${column.type}"`
  return sql`${String(row[column.name])}::text::${Prisma.raw(type)}`
}

const linesSchema = z.array(z.object({ line: z.string() }))
const rowSchema = z.record(z.string(), z.unknown())

/** The rows of a table as lines of JSON, a page of them in memory at a time, each page along the key's index. */
export async function* pagesOf(table: TeamTable, of: Export): AsyncGenerator<string[]> {
  if (table.archived === null) return
  const columns = columnsOf(table)
  const key = table.archived.key.flatMap((name) => columns.filter((column) => column.name === name))
  const names = key.map(({ name }) => nameOf(name))
  const conditions = [
    sql`t."teamId" = ${of.teamId}::uuid`,
    ...(only[table.name] === undefined ? [] : [only[table.name] ?? sql``]),
    ...columns.flatMap((column) => conditionOf(column, of)),
  ]
  for (let after: Sql = sql`TRUE`; ;) {
    const found = await db.$queryRaw`
      SELECT row_to_json(r)::text AS "line" FROM (
        SELECT ${listOf(columns.map((column) => valueOf(column, of)))} FROM ${nameOf(table.name)} t
        WHERE ${listOf([...conditions, after], ' AND ')}
        ORDER BY ${listOf(names.map((name) => sql`t.${name}`))} LIMIT ${pageSize}
      ) r ORDER BY ${listOf(names.map((name) => sql`r.${name}`))}`
    const lines = linesSchema.parse(found).map(({ line }) => line)
    if (lines.length > 0) yield lines
    if (lines.length < pageSize) return
    const last = rowSchema.parse(JSON.parse(lines.at(-1) ?? ''))
    const place = listOf(key.map((column) => typed(column, last)))
    after = sql`(${listOf(names.map((name) => sql`t.${name}`))}) > (${place})`
  }
}
