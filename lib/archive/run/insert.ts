import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql, toJsonb } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import type { ArchivedRow, Column } from '../schema/lines.ts'
import { columnsOf, lineSchemaOf } from '../schema/lines.ts'
import type { TeamTable } from '../schema/table.ts'
import type { Ids } from './ids.ts'
import { planOf } from './ids.ts'
import { listOf, nameOf } from './rows.ts'

/**
 * What rows have that an archive does not say, and what it says otherwise: nothing is called, paid, asked or opened
 * because of an archive. What was under way then has ended here; links are there with their pictures, and are revoked.
 */
const ours: Readonly<Record<string, Readonly<Record<string, Sql>>>> = {
  File: { state: sql`'writing'` },
  Batch: { bodyHash: sql`''` },
  Generation: {
    actor: sql`'u:' || r."authorId"`,
    requestKey: sql`r."id"::text`,
    bodyHash: sql`''`,
    status: sql`CASE WHEN r."status" = 'queued' THEN 'cancelled' WHEN r."status" IN ('running', 'unknown') THEN 'failed'
      ELSE r."status" END`,
    failure: sql`CASE WHEN r."status" IN ('running', 'unknown') THEN
      '{"code": "no_answer", "message": "It was under way when the team was exported."}'::jsonb ELSE r."failure" END`,
    finishedAt: sql`CASE WHEN r."status" IN ('queued', 'running', 'unknown')
      THEN coalesce(r."finishedAt", r."startedAt", r."createdAt") ELSE r."finishedAt" END`,
  },
  Attempt: {
    leaseOwner: sql`''`,
    leaseUntil: sql`r."createdAt"`,
    state: sql`CASE WHEN r."state" = 'claimed' THEN 'abandoned' WHEN r."state" IN ('sending', 'unknown') THEN 'failed'
      ELSE r."state" END`,
    finishedAt: sql`coalesce(r."finishedAt", r."sentAt", r."createdAt")`,
  },
  Share: {
    tokenHash: sql`'archived ' || r."id"`,
    revokedAt: sql`coalesce(r."revokedAt", now())`,
  },
}

/** What a row refers to that is not there yet. */
export interface Later {
  table: string
  column: string
  id: unknown
  refersTo: string
  value: unknown
}

export interface Place {
  teamId: string
  ids: Ids
  later: Later[]
}

function moved({ kind, refersTo }: Column, value: unknown, ids: Ids): unknown {
  if (typeof value === 'string') {
    if (refersTo !== null || ['id', 'uuid', 'person'].includes(kind)) return ids.idOf(value)
    if (kind === 'scope') return value === 'team' ? value : ids.idOf(value)
    if (kind === 'trace') return ids.traceOf(value)
  }
  return kind === 'plan' ? planOf(value, ids) : value
}

function movedRow(table: TeamTable, columns: readonly Column[], row: ArchivedRow, place: Place): ArchivedRow {
  const entries = columns.map((column) => [column.name, moved(column, row[column.name], place.ids)] as const)
  const next: Record<string, unknown> = Object.fromEntries(entries)
  for (const { name, isLater, refersTo } of columns) {
    if (!isLater || next[name] === null || refersTo === null) continue
    place.later.push({ table: table.name, column: name, id: next.id, refersTo, value: next[name] })
    next[name] = null
  }
  return next
}

function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The rows of a part. Throws AppError `invalid` with the file and the line that is wrong. */
function rowsOf(table: TeamTable, path: string, text: string): ArchivedRow[] {
  const schema = lineSchemaOf(table)
  return text
    .split('\n')
    .filter((line, index, all) => line !== '' || index < all.length - 1)
    .map((line, index) => {
      const row = schema.safeParse(parsedLine(line))
      if (row.success) return row.data
      const [issue] = row.error.issues
      const what = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')
      throw new AppError('invalid', `${path}, line ${index + 1}, is not as it should be. ${what}`)
    })
}

/** Takes over a part of a table's rows, and says how many they were. Throws AppError `invalid`. */
export async function insertPart(
  table: TeamTable,
  path: string,
  text: string,
  place: Place,
): Promise<number> {
  const columns = columnsOf(table)
  const rows = rowsOf(table, path, text).map((row) => movedRow(table, columns, row, place))
  const own = ours[table.name] ?? {}
  const given = columns.filter(({ name }) => own[name] === undefined).map(({ name }) => name)
  const names = [...given, ...Object.keys(own)].map(nameOf)
  const values = [...given.map((name) => sql`r.${nameOf(name)}`), ...Object.values(own)]
  try {
    await db.$executeRaw`
      INSERT INTO ${nameOf(table.name)} ("teamId", ${listOf(names)})
      SELECT ${place.teamId}::uuid, ${listOf(values)}
      FROM jsonb_populate_recordset(NULL::${nameOf(table.name)}, ${toJsonb(rows)}::jsonb) r`
  } catch (error) {
    throw new AppError('invalid', `${path} does not fit to the rest of the archive. Nothing was imported.`, {
      cause: error,
    })
  }
  return rows.length
}

/** Now that all rows are there. What was thrown away while the archive was written is left out. */
export async function insertLater({ teamId, later }: Place): Promise<void> {
  for (const { table, column, id, refersTo, value } of later)
    await db.$executeRaw`
      UPDATE ${nameOf(table)} SET ${nameOf(column)} = r."id" FROM ${nameOf(refersTo)} r
      WHERE ${nameOf(table)}."teamId" = ${teamId}::uuid AND ${nameOf(table)}."id" = ${String(id)}::uuid
        AND r."teamId" = ${teamId}::uuid AND r."id" = ${String(value)}::uuid`
}
