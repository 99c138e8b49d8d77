import type { PGlite } from '@electric-sql/pglite'
import { processWide } from '#lib/process-wide.ts'
import type { PrismaClient } from './generated/client.ts'

export interface Listener {
  onMessage(payload: string): void
  /** Messages may have been missed: read again what you follow. */
  onGap(): void
}

/**
 * A statement with its values, which stand in it as $1, $2 and so on: texts, numbers, booleans, null, and lists of them.
 * `Sql` is one.
 */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

interface Connection {
  prisma: PrismaClient
  /**
   * Runs statements as one transaction in one turn, and resolves to the rows of each. A statement sees what those before
   * it did, and has a snapshot of its own, but cannot be made from their rows. Throws what the database says, as its driver
   * has it; then nothing was done.
   */
  turn(statements: readonly Statement[]): Promise<unknown[][]>
  /** Follows a NOTIFY channel until the returned function is called. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** The port with two implementations: PGlite in this process, or a PostgreSQL server. */
export type Database =
  | (Connection & { kind: 'embedded'; pglite: PGlite; snapshot(): Promise<unknown> })
  | (Connection & { kind: 'server'; url: string })

const holder = processWide('database', () => ({ current: null as Database | null }))

/** Makes an open database the process's own. Called once, by whoever starts the process. */
export function installDatabase(database: Database | null): void {
  holder.current = database
}

/** The open database. Throws when none was opened: nothing opens one by the way, least of all a build. */
export function database(): Database {
  if (!holder.current) throw new Error('The database is not open.')
  return holder.current
}

/** Prisma over the open database. A stand-in object, so that a module can be loaded before the database is open. */
// The target is never read: every property comes from the open client.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const db = new Proxy({} as PrismaClient, {
  get: (_target, property): unknown => Reflect.get(database().prisma, property, database().prisma),
})

/** The rows of one statement, by the short way: what is run for every picture is a quarter of the work without Prisma between. */
export async function ask(statement: Statement): Promise<unknown[]> {
  const [rows = []] = await database().turn([statement])
  return rows
}
