import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PrismaClient } from './generated/client.ts'
import { pgliteAdapter } from './pglite-adapter.ts'

let pglite: PGlite
let prisma: PrismaClient

beforeAll(async () => {
  pglite = await PGlite.create()
  await pglite.exec(
    `CREATE TABLE "Throttle" ("key" TEXT PRIMARY KEY, "points" INT NOT NULL, "expire" TIMESTAMPTZ(3))`,
  )
  // Checked when a transaction commits, and not before: a COMMIT that fails.
  await pglite.exec(`
    CREATE TABLE owner ("key" TEXT PRIMARY KEY);
    CREATE TABLE thing ("owner" TEXT REFERENCES owner DEFERRABLE INITIALLY DEFERRED);`)
  prisma = new PrismaClient({ adapter: pgliteAdapter(pglite) })
})
beforeEach(() => prisma.throttle.deleteMany())
afterAll(async () => {
  await prisma.$disconnect()
  await pglite.close()
})

const keys = async () => (await prisma.throttle.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)
const insert = (key: string) => ({ data: { key, points: 1 } })

test('what a transaction wrote is there when it resolves', async () => {
  await prisma.$transaction(async (tx) => {
    await tx.throttle.create(insert('a'))
    await tx.throttle.create(insert('b'))
  })
  expect(await keys()).toEqual(['a', 'b'])
})

test('a transaction that throws leaves nothing, and rejects with what it threw', async () => {
  const failing = prisma.$transaction(async (tx) => {
    await tx.throttle.create(insert('a'))
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await keys()).toEqual([])
})

test('a transaction whose failure was swallowed inside does not look committed: it rejects', async () => {
  const failing = prisma.$transaction(async (tx) => {
    await tx.throttle.create(insert('a'))
    await tx.$executeRaw`INSERT INTO "Throttle" ("key", "points") VALUES ('a', 1)`.catch(() => undefined)
  })
  await expect(failing).rejects.toThrow()
  expect(await keys()).toEqual([])
})

test('a transaction that breaks a rule when it commits rejects', async () => {
  const failing = prisma.$transaction(async (tx) => {
    await tx.throttle.create(insert('a'))
    await tx.$executeRaw`INSERT INTO thing VALUES ('nobody')`
  })
  await expect(failing).rejects.toThrow()
  expect(await keys()).toEqual([])
})

test('after a transaction that was rolled back, the next one is as good as any', async () => {
  await prisma
    .$transaction((tx) => tx.$executeRaw`INSERT INTO thing VALUES ('nobody')`)
    .catch(() => undefined)
  await prisma.$transaction((tx) => tx.throttle.create(insert('a')))
  await prisma.throttle.create(insert('b'))
  expect(await keys()).toEqual(['a', 'b'])
})

test('transactions that come together come one after the other, and all of them count', async () => {
  await prisma.throttle.create({ data: { key: 'counter', points: 0 } })
  const count = async () =>
    prisma.$transaction(async (tx) => {
      const { points } = await tx.throttle.findUniqueOrThrow({ where: { key: 'counter' } })
      await tx.throttle.update({ where: { key: 'counter' }, data: { points: points + 1 } })
    })
  await Promise.all(Array.from({ length: 20 }, count))
  expect(await prisma.throttle.findUnique({ where: { key: 'counter' } })).toMatchObject({ points: 20 })
})

test('a script that fails rejects, and nothing of it stays', async () => {
  const connection = await pgliteAdapter(pglite).connect()
  await expect(
    connection.executeScript('CREATE TABLE half ("id" INT); SELECT no_such_function();'),
  ).rejects.toThrow()
  const { rows } = await pglite.query(`SELECT to_regclass('half') IS NULL AS absent`)
  expect(rows).toEqual([{ absent: true }])
})

test('a script is as many statements as it likes, bodies of functions too', async () => {
  const connection = await pgliteAdapter(pglite).connect()
  await connection.executeScript(`
    CREATE FUNCTION seven() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
    CREATE TABLE sevens AS SELECT seven() AS n;`)
  expect((await pglite.query('SELECT n FROM sevens')).rows).toEqual([{ n: 7 }])
})
