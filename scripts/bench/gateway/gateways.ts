import { PGlite } from '@electric-sql/pglite'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { HttpClient } from '#tests/setup/http-client.ts'
import type { TestPostgres } from '#tests/setup/postgres.ts'
import { execute, freePort } from '#tests/setup/postgres.ts'
import { startServer } from '#tests/setup/server-process.ts'
import type { Door } from './load.ts'

export interface Gateway {
  name: string
  door: Door
  /** Whose time and memory count; none for the upstream itself. */
  pid: number | null
  /** The database beside it, whose time is counted by itself. */
  databasePid: number | null
  /** What its database does by itself within a minute: PostgreSQL learns how large its tables are. */
  learn: (() => Promise<void>) | null
  stop(): Promise<void>
  /** What it has written down, once it has stopped; null for one that keeps nothing. */
  countRows: (() => Promise<Rows>) | null
}

const rowsSchema = z.object({ generations: z.int(), images: z.int(), charges: z.int(), open: z.int() })
export type Rows = z.infer<typeof rowsSchema>

const counting = `
  SELECT (SELECT count(*)::int FROM "Generation" WHERE "status" = 'succeeded') AS "generations",
    (SELECT count(*)::int FROM "Image") AS "images",
    (SELECT count(*)::int FROM "LedgerEntry" WHERE "kind" = 'charge') AS "charges",
    (SELECT count(*)::int FROM "Generation" WHERE "status" IN ('queued', 'running', 'unknown')) AS "open"`

/** The upstream: where it answers, and its process. */
export async function startStub(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, ['scripts/bench/gateway/stub.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = z.tuple([z.string()]).parse(await once(createInterface({ input: child.stdout }), 'line'))
  return { url, stop: () => child.kill() }
}

export const direct = (stub: string): Gateway => ({
  name: 'direct',
  door: { baseUrl: `${stub}/direct/v1`, headers: {}, formOf: asBytesOrAddress },
  pid: null,
  databasePid: null,
  learn: null,
  stop: async () => undefined,
  countRows: null,
})

/** As the upstream has it: a small answer is an address, a large one holds the picture. */
const asBytesOrAddress = (kind: string) => (kind === 'tiny' ? 'url' : 'b64_json')

export async function startPortkey(stub: string): Promise<Gateway> {
  const port = await freePort()
  const program = fileURLToPath(import.meta.resolve('@portkey-ai/gateway/build/start-server.js'))
  const child = spawn(process.execPath, [program, `--port=${port}`, '--headless'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(url).catch(() => null)) break
    await wait(100)
  }
  const headers = {
    authorization: 'Bearer nobody',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${stub}/portkey/v1`,
  }
  return {
    name: 'portkey',
    door: { baseUrl: `${url}/v1`, headers, formOf: asBytesOrAddress },
    pid: child.pid ?? null,
    databasePid: null,
    learn: null,
    stop: async () => void child.kill(),
    countRows: null,
  }
}

const team = 'bench-studio'
const secretIn = (text: string) => z.string().parse(/"secret":"(atelier_[\w-]+)"/.exec(text)?.[1])

/** A studio with a token for programs, and budgets that hold for the team and for the token. */
async function tokenOf(url: string): Promise<string> {
  const owner = new HttpClient(url)
  const person = { email: 'ada@example.test', password: 'correct horse battery', name: 'Ada' }
  await owner.act('auth.createStudio', [{ ...person, teamName: 'Bench Studio', timeZone: 'UTC' }])
  const id = uuid()
  const about = { name: 'Bench', scopes: ['models:read', 'images:create'], days: 7, corsOrigins: [] }
  const made = await owner.act('tokens.makeToken', [{ team, id, ...about }], { team })
  const limit = { limitMicros: 1_000_000_000_000, warnMicros: null, isHard: true }
  for (const [scope, of] of [
    ['team', null],
    ['token', id],
  ])
    await owner.act('budgets.saveBudget', [{ team, scope, id: of, limit }], { team })
  return secretIn(made.text)
}

const learning = (url: string | undefined) => (url === undefined ? null : () => execute(url, 'ANALYZE'))

/** The built server as people start it, on PostgreSQL or on its own database, with as many calls at once as are asked for. */
export async function startAtelier(stub: string, postgres: TestPostgres | null): Promise<Gateway> {
  const kind = postgres ? 'server' : 'embedded'
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
  const url = postgres?.url('bench')
  if (postgres) await execute(postgres.url('postgres'), 'CREATE DATABASE bench')
  const server = await startServer({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    LUMENFALL_BASE_URL: `${stub}/${kind}/openai/v1`,
    LUMENFALL_API_KEY: 'nobody',
    GENERATION_CONCURRENCY: '300',
    CHANGES_PER_MINUTE: '1000000',
    ...(url ? { DATABASE_URL: url } : {}),
    ...(process.env.PROFILE ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.PROFILE}` } : {}),
  })
  const authorization = `Bearer ${await tokenOf(server.url)}`
  return {
    name: kind === 'server' ? 'atelier' : 'atelier embedded',
    door: { baseUrl: `${server.url}/openai/v1`, headers: { authorization }, formOf: () => 'url' },
    pid: server.child.pid ?? null,
    databasePid: postgres?.pid ?? null,
    learn: learning(url),
    stop: async () => {
      await server.kill('SIGTERM')
      if (server.log() !== '') console.error(server.log().slice(-2_000))
    },
    countRows: async () => {
      const rows = await (url ? rowsOnServer(url) : rowsEmbedded(join(dataDir, 'db')))
      rmSync(dataDir, { recursive: true, force: true })
      return rows
    },
  }
}

async function rowsOnServer(url: string): Promise<Rows> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(counting)
  await client.end()
  return rowsSchema.parse(rows[0])
}

async function rowsEmbedded(folder: string): Promise<Rows> {
  const pglite = await PGlite.create(folder)
  const { rows } = await pglite.query(counting)
  await pglite.close()
  return rowsSchema.parse(rows[0])
}
