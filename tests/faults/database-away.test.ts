import { setTimeout as wait } from 'node:timers/promises'
import { APIError } from 'openai'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { execute } from '../setup/postgres.ts'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

let programs: Programs
const database = process.env.DATABASE_URL ?? ''
const name = new URL(database).pathname.slice(1)

beforeAll(async () => {
  programs = await startPrograms({ DATABASE_URL: database, LOG_LEVEL: 'silent' })
})
afterAll(() => programs?.stop())

async function withDatabaseAway<T>(during: () => Promise<T>): Promise<T> {
  const { url } = z.object({ url: z.string() }).parse(inject('database'))
  await execute(url, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await execute(url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
  try {
    return await during()
  } finally {
    await execute(url, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  }
}

test('a client that waits while the database goes away is not made to pay again', async () => {
  const client = await programs.client()
  const prompt = 'Lighthouse in a power cut [[slow:9000]]'
  const sent = () => programs.standin.control.calls().filter(({ fields }) => fields['prompt'] === prompt)
  const call = client.images.generate({ model: 'imagen-3.0-generate-002', prompt }).then(
    () => null,
    (error: unknown) => error,
  )
  await eventually(() => sent().length === 1)
  const error = await withDatabaseAway(() => call)
  expect(error).toBeInstanceOf(APIError)
  expect(error).toMatchObject({ status: 424, code: 'OUTCOME_UNKNOWN' })
  const address = `/api/t/${programs.team}/gallery?scope=team&search=lighthouse`
  await eventually(async () => (await programs.owner.ask(address)).text.includes('"images":[{'), 30_000)
  expect(sent()).toHaveLength(1)
}, 60_000)

test('a database that comes back after a while is listened to once, as before', async () => {
  const { url } = z.object({ url: z.string() }).parse(inject('database'))
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  const listeners = async () => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1 AND query = 'LISTEN "atelier"'`,
      [name],
    )
    return z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count
  }
  await eventually(async () => (await listeners()) === 1)
  await withDatabaseAway(() => wait(4_000))
  await eventually(async () => (await listeners()) > 0)
  await wait(2_000)
  expect(await listeners()).toBe(1)
}, 30_000)
