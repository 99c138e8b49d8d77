import { env } from '#lib/env.ts'
import type { Database } from './client.ts'
import { openEmbedded } from './embedded.ts'
import { openServer } from './server.ts'

/** Opens the database that the environment names, and brings it up to date: DATABASE_URL, or one in DATA_DIR. */
export function openDatabase(): Promise<Database> {
  return env.DATABASE_URL ? openServer(env.DATABASE_URL, env.DATABASE_POOL) : openEmbedded(env.DATA_DIR)
}
