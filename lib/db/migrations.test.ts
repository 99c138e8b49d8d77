import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { applyMigrations, diffMigration } from './migrations.ts'
import { pgliteAdapter } from './pglite-adapter.ts'

/** The migrations of this version, in their order. */
const names = (await readdir('prisma/migrations', { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted()

/** Databases are slow to make: one that is empty, to be copied, and one that is up to date, for whoever only reads it. */
let empty: Blob
let current: PGlite

beforeAll(async () => {
  current = await PGlite.create()
  empty = await current.dumpDataDir('none')
  await applyMigrations(pgliteAdapter(current))
})
afterAll(() => current.close())

async function anEmptyDatabase(): Promise<PGlite> {
  const pglite = await PGlite.create({ loadDataDir: empty })
  onTestFinished(() => pglite.close())
  return pglite
}

const rowsOf = async (pglite: PGlite, sql: string) => (await pglite.query(sql)).rows

const log =
  'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at'

/** The migrator of a folder of migrations of the test's own. It looks below the working directory, as Prisma does. */
async function theMigratorOf(prepare: (folder: string) => Promise<void>) {
  const place = await aFolder()
  const folder = join(place, 'prisma/migrations')
  await cp('prisma/migrations', folder, { recursive: true })
  await prepare(folder)
  const before = process.cwd()
  process.chdir(place)
  try {
    vi.resetModules()
    return await import('./migrations.ts')
  } finally {
    process.chdir(before)
  }
}

async function addTo(folder: string, name: string, sql: string) {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

test('an empty database is brought up to date once, and then there is nothing to do', async () => {
  const pglite = await anEmptyDatabase()
  expect(await applyMigrations(pgliteAdapter(pglite))).toEqual(names)
  expect(await applyMigrations(pgliteAdapter(pglite))).toEqual([])
  expect(await rowsOf(pglite, log)).toEqual(
    names.map((migration_name) => ({ migration_name, finished: true })),
  )
})

test('a database that is up to date is left as it is, with its rows', async () => {
  await current.exec(`INSERT INTO "Throttle" ("key", "points") VALUES ('kept', 1)`)
  expect(await applyMigrations(pgliteAdapter(current))).toEqual([])
  expect(await rowsOf(current, `SELECT "key" FROM "Throttle"`)).toEqual([{ key: 'kept' }])
})

test('the migrations build exactly what prisma/schema.prisma says', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8')
  expect(await diffMigration(pgliteAdapter(current), schema)).toBe('')
})

test('what the schema says and no migration builds is written as SQL', async () => {
  const schema = `${await readFile('prisma/schema.prisma', 'utf8')}\nmodel Extra {\n  id Int @id\n}\n`
  const script = await diffMigration(pgliteAdapter(current), schema)
  expect(script).toMatch(/CREATE TABLE "Extra"/)
})

test('a new migration is applied to a database that has the others', async () => {
  const pglite = await anEmptyDatabase()
  await applyMigrations(pgliteAdapter(pglite))
  const { applyMigrations: later } = await theMigratorOf((folder) =>
    addTo(folder, '20990101000000_more', 'CREATE TABLE "More" ("id" INTEGER PRIMARY KEY);'),
  )
  expect(await later(pgliteAdapter(pglite))).toEqual(['20990101000000_more'])
  expect(await rowsOf(pglite, `SELECT count(*)::int AS count FROM "More"`)).toEqual([{ count: 0 }])
})

test('a migration that is broken rejects, is not marked as finished, and stops every later start', async () => {
  const pglite = await anEmptyDatabase()
  const { applyMigrations: broken } = await theMigratorOf((folder) =>
    addTo(folder, '20990101000000_broken', 'CREATE TABLE "Half" ("id" INTEGER);\nSELECT no_such_function();'),
  )
  await expect(broken(pgliteAdapter(pglite))).rejects.toThrow(/no_such_function|20990101000000_broken/)
  expect(await rowsOf(pglite, log)).toEqual([
    ...names.map((migration_name) => ({ migration_name, finished: true })),
    { migration_name: '20990101000000_broken', finished: false },
  ])
  expect(await rowsOf(pglite, `SELECT to_regclass('"Half"') IS NULL AS undone`)).toEqual([{ undone: true }])
  await expect(broken(pgliteAdapter(pglite))).rejects.toThrow()
  await expect(applyMigrations(pgliteAdapter(pglite))).rejects.toThrow('20990101000000_broken')
})

describe.each(['LedgerEntry', 'AuditEvent'])('%s', (table) => {
  test.each([
    ['changed', `UPDATE "${table}" SET "id" = "id"`],
    ['deleted', `DELETE FROM "${table}"`],
    ['deleted by a condition that nothing fulfils', `DELETE FROM "${table}" WHERE false`],
    ['emptied', `TRUNCATE "${table}"`],
    ['emptied with all that hangs on it', `TRUNCATE "${table}" CASCADE`],
  ])('cannot be %s', async (_word, sql) => {
    await expect(current.exec(sql)).rejects.toThrow(`${table} is append-only`)
  })
})
