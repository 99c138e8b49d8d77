import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { openSchemaEngine } from './schema-engine.ts'

const folder = resolve('prisma/migrations')
const noFilters = { externalTables: [], externalEnums: [] }

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function migrationList(): Promise<MigrationList> {
  const names = await migrationNames()
  const directories = names.map(async (name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: await readFile(resolve(folder, name, 'migration.sql'), 'utf8') },
    },
  }))
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(resolve(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  }
}

/** Spares the engine's start when there is nothing to do, which is nearly always. */
async function isUpToDate(factory: SqlMigrationAwareDriverAdapterFactory): Promise<boolean> {
  const connection = await factory.connect()
  const query = (sql: string) => connection.queryRaw({ sql, args: [], argTypes: [] })
  const table = await query(`SELECT to_regclass('"_prisma_migrations"')::text`)
  if (table.rows[0]?.[0] == null) return false
  const unfinished = await query(
    'SELECT 1 FROM "_prisma_migrations" WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  )
  const finished = await query(
    'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
  )
  const applied = new Set(finished.rows.map((row) => row[0]))
  return unfinished.rows.length === 0 && (await migrationNames()).every((name) => applied.has(name))
}

/**
 * Applies the migrations that the database has not seen, in order, and returns their names.
 * The `_prisma_migrations` table is Prisma's own, so `prisma migrate deploy` works on the same database.
 * Throws when a migration fails, or when an earlier one is marked as failed.
 */
export async function applyMigrations(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  if (await isUpToDate(factory)) return []
  const engine = await openSchemaEngine(factory)
  try {
    const applied = await engine.applyMigrations({
      migrationsList: await migrationList(),
      filters: noFilters,
    })
    return applied.appliedMigrationNames
  } finally {
    engine.free()
  }
}

/** The SQL that leads from what the migrations build to what `schema` (the text of schema.prisma) says; '' for none. */
export async function diffMigration(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
): Promise<string> {
  const engine = await openSchemaEngine(factory, schema)
  try {
    const difference = await engine.diff({
      from: { tag: 'migrations', ...(await migrationList()) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: noFilters,
    })
    const script = difference.stdout ?? ''
    return script.includes('This is an empty migration') ? '' : script
  } finally {
    engine.free()
  }
}
