import { z } from 'zod'
import type { TeamTable } from './table.ts'

const time = z.iso.datetime({ offset: true })

const kinds: Readonly<Record<string, z.ZodType>> = {
  id: z.uuid(),
  uuid: z.uuid(),
  person: z.uuid(),
  scope: z.union([z.literal('team'), z.uuid()]),
  text: z.string(),
  texts: z.array(z.string()),
  int: z.int(),
  number: z.number(),
  flag: z.boolean(),
  time,
  day: z.iso.date(),
  json: z.json(),
  plan: z.json(),
  trace: z.string().regex(/^[0-9a-f]{32}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mime: z.string().regex(/^image\/(?!svg)[\w.+-]{1,50}$/),
}

/** What a column's word says: the kind of its values, and what may be said of them beside. */
export interface Column {
  name: string
  /** A kind of value, or the name of a table. */
  kind: string
  /** Of `enum X`, the database's type. */
  type: string | null
  isNullable: boolean
  /** It is filled in when all rows are there. */
  isLater: boolean
  /** The table that it names a row of. */
  refersTo: string | null
}

function columnOf(name: string, word: string): Column {
  const kind = word.replace(/[?~]$/, '')
  const type = kind.startsWith('enum ') ? kind.slice('enum '.length) : null
  const refersTo = type === null && /^[A-Z]/.test(kind) ? kind : null
  return { name, kind, type, refersTo, isNullable: /[?~]$/.test(word), isLater: word.endsWith('~') }
}

export const columnsOf = (table: TeamTable): Column[] =>
  Object.entries(table.archived?.columns ?? {}).map(([name, word]) => columnOf(name, word))

function valueSchema({ kind, type, refersTo, isNullable }: Column): z.ZodType {
  const word = type === null ? null : z.string().regex(/^[\w-]{1,50}$/)
  const schema = word ?? (refersTo === null ? (kinds[kind] ?? z.never()) : z.uuid())
  return isNullable ? schema.nullable() : schema
}

export type ArchivedRow = Readonly<Record<string, unknown>>

/** A line of a table's file. */
export const lineSchemaOf = (table: TeamTable): z.ZodType<ArchivedRow> =>
  z.strictObject(Object.fromEntries(columnsOf(table).map((column) => [column.name, valueSchema(column)])))
