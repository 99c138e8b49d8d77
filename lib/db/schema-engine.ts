import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { processWide } from '#lib/process-wide.ts'
import type * as Glue from '@prisma/schema-engine-wasm/schema_engine_bg'

/** The package's own entry imports the .wasm as a module, which Node does not do by default; so it is wired by hand. */
async function loadEngine(): Promise<typeof Glue> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const bytes = await readFile(entry.replace('schema_engine.js', 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') Reflect.apply(start, undefined, [])
  return glue
}

/**
 * Prisma's own schema engine, as WebAssembly over a driver adapter: no native binary, no download.
 * `schema` is the text of schema.prisma, for a diff; it may be empty for applying migrations.
 */
export async function openSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema?: string,
): Promise<Glue.SchemaEngine> {
  // The glue knows one instance: a second one would write into the first one's memory.
  const { SchemaEngine } = await processWide('schema-engine', loadEngine)
  const datamodels: [string, string][] | undefined =
    schema === undefined ? undefined : [['schema.prisma', schema]]
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory))
}
