import { afterEach, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { openWorld } from '#tests/setup/world.ts'
import { setUpSchema } from './schema.ts'
import { openSession } from './sessions.ts'
import { setUpCode } from './set-up-code.ts'
import { needsSetUp, setUp } from './set-up.ts'
import { toSlug } from './slug.ts'

openWorld()

const input = setUpSchema.parse({
  name: ' Ada ',
  email: 'Ada@Example.Test',
  password: 'correct horse battery',
  teamName: 'Northwind Studio',
  timeZone: 'Europe/Zurich',
})

afterEach(() => {
  env.APP_URL = undefined
})

test('a server that others can reach asks for the code that it printed', async () => {
  env.APP_URL = 'https://atelier.example.test'
  await expect(setUp(input, '203.0.113.7')).rejects.toMatchObject({ code: 'forbidden' })
  const guess = { ...input, code: 'x'.repeat(setUpCode().length) }
  await expect(setUp(guess, '203.0.113.7')).rejects.toMatchObject({ code: 'forbidden' })
  expect(await needsSetUp()).toBe(true)
})

test('guessing the code is throttled by address, and the right code still works', async () => {
  env.APP_URL = 'https://atelier.example.test'
  const guess = { ...input, code: 'wrong' }
  for (let miss = 0; miss < 10; miss++)
    await expect(setUp(guess, '203.0.113.8')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setUp(guess, '203.0.113.8')).rejects.toMatchObject({
    code: 'throttled',
    retryAfterSeconds: expect.any(Number),
  })
  await expect(setUp(guess, '203.0.113.9')).rejects.toMatchObject({ code: 'forbidden' })
  // A right one gets as far as the database, which refuses the second of two names here.
  const right = { ...input, code: setUpCode(), teamName: 'x'.repeat(3) + '\0' }
  await expect(setUp(right, '203.0.113.8')).rejects.not.toMatchObject({ name: 'AppError' })
  expect(await needsSetUp()).toBe(true)
})

test('of many at once one succeeds, and then it is closed for ever', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => setUp(input, '203.0.113.7')))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await needsSetUp()).toBe(false)
  await expect(setUp({ ...input, code: setUpCode() }, '203.0.113.7')).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(
    await db.user.findMany({ select: { email: true, name: true, isAdmin: true, timeZone: true } }),
  ).toEqual([{ email: 'ada@example.test', name: 'Ada', isAdmin: true, timeZone: 'Europe/Zurich' }])
  expect(await db.membership.findMany({ select: { role: true } })).toEqual([{ role: 'owner' }])
  expect(await db.auditEvent.findMany({ select: { action: true } })).toEqual([{ action: 'server.set_up' }])
  const session = await openSession({ email: input.email, password: input.password }, new Headers())
  expect(session).not.toBeNull()
})

test.each([
  ['Northwind Studio', 'northwind-studio'],
  ['  Café & Söhne  ', 'cafe-sohne'],
  ['日本', 'team'],
  ['a'.repeat(80), 'a'.repeat(48)],
])('the address of the team "%s" is %s', (name, slug) => {
  expect(toSlug(name)).toBe(slug)
})
