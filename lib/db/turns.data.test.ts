import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { eventually } from '#tests/setup/world.ts'
import type { Database } from './client.ts'
import { ask, database, db, installDatabase } from './client.ts'
import { openDatabase } from './open.ts'
import { plannedOnce, sql } from './sql.ts'

let opened: Database

beforeAll(async () => {
  opened = await openDatabase()
  installDatabase(opened)
  await db.$executeRaw`CREATE TABLE "Turn" ("name" text PRIMARY KEY, "count" int NOT NULL)`
})

afterAll(async () => {
  await opened.close()
})

const put = (name: string, count = 0) =>
  sql`INSERT INTO "Turn" VALUES (${name}, ${count}) RETURNING "name", "count"`
const raise = (name: string) =>
  sql`${plannedOnce} UPDATE "Turn" SET "count" = "count" + 1 WHERE "name" = ${name} RETURNING "count"`
const countOf = async (name: string) => (await ask(sql`SELECT "count" FROM "Turn" WHERE "name" = ${name}`))[0]

test('the statements of a turn are done in their order, each sees those before it, and all rows come back', async () => {
  const rows = await database().turn([put('order', 4), raise('order'), raise('order'), sql`SELECT 1 AS one`])
  expect(rows).toEqual([[{ name: 'order', count: 4 }], [{ count: 5 }], [{ count: 6 }], [{ one: 1 }]])
})

test('values of every kind arrive, and come back', async () => {
  const id = '01a2243d-35b2-73ae-8ebd-e7e3ec847374'
  const [row] = await ask(sql`
    SELECT ${id}::uuid AS id, ${['a', 'b "c"', 'é,{}']}::text[] AS texts, ${JSON.stringify({ a: [1, null] })}::jsonb AS json,
      ${null}::text AS nothing, ${true}::boolean AS yes, ${1.5}::float8 AS number, now() IS NOT NULL AS dated`)
  expect(row).toEqual({
    id,
    texts: ['a', 'b "c"', 'é,{}'],
    json: { a: [1, null] },
    nothing: null,
    yes: true,
    number: 1.5,
    dated: true,
  })
})

test('of a turn that fails nothing is done, and it throws what was wrong first', async () => {
  const turn = database().turn([put('failing'), put('failing'), raise('failing')])
  await expect(turn).rejects.toMatchObject({ code: '23505' })
  expect(await countOf('failing')).toBeUndefined()
  await expect(ask(sql`SELECT "nothing" FROM "Turn"`)).rejects.toMatchObject({ code: '42703' })
})

test('many at once are as if one came after the other, and one that fails takes no other with it', async () => {
  await ask(put('many'))
  const turns = Array.from({ length: 200 }, (_, index) =>
    index % 10 === 0
      ? database().turn([raise('many'), sql`SELECT 1 / 0`])
      : database().turn([raise('many'), raise('many')]),
  )
  const ended = await Promise.allSettled(turns)
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(20)
  expect(await countOf('many')).toEqual({ count: 360 })
})

test('a row is found by its key while its table is small, for the plan is kept when it has grown', async () => {
  if (opened.kind === 'embedded') return
  await ask(put('small'))
  await db.$executeRaw`ANALYZE "Turn"`
  const [plan] = await database().turn([sql`EXPLAIN ${raise('small')}`])
  expect(JSON.stringify(plan)).toContain('Index Scan using \\"Turn_pkey')
})

test('where some wait for a row that is held, others go past them', async () => {
  if (opened.kind === 'embedded') return
  await database().turn([put('held'), put('free')])
  const waiting: Promise<unknown>[] = []
  await db.$transaction(async (tx) => {
    await tx.$executeRaw(raise('held'))
    for (let turn = 0; turn < 8; turn++) waiting.push(database().turn([raise('held'), raise('held')]))
    expect(await database().turn([raise('free'), raise('free')])).toEqual([[{ count: 1 }], [{ count: 2 }]])
  })
  await Promise.all(waiting)
  expect(await countOf('held')).toEqual({ count: 17 })
})

test('a turn whose connection is lost fails, and the next has another', async () => {
  if (opened.kind === 'embedded') return
  await ask(put('lost'))
  const cut = sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = pg_backend_pid()`
  await expect(database().turn([raise('lost'), cut])).rejects.toThrow()
  expect(await eventually(() => countOf('lost').catch(() => undefined))).toEqual({ count: 0 })
})

test('one that fails on a new connection takes none of those behind it along, whatever it was to prepare for them', async () => {
  await ask(put('fresh'))
  if (opened.kind === 'embedded') return
  const other = await openDatabase()
  const failing = () => other.turn([sql`${plannedOnce} SELECT 1 / ${0}::int AS one`, raise('fresh')])
  const good = () => other.turn([raise('fresh'), raise('fresh')])
  const turns = Array.from({ length: 24 }, (_, index) => (index % 3 === 0 ? failing() : good()))
  const ended = await Promise.allSettled(turns)
  const reasons = ended.flatMap((end) =>
    end.status === 'rejected' ? [z.object({ code: z.string() }).parse(end.reason).code] : [],
  )
  expect(reasons).toEqual(Array.from({ length: 8 }, () => '22012'))
  expect(await countOf('fresh')).toEqual({ count: 32 })
  await other.close()
})
