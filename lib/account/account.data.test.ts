import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { tripToConnect } from '#lib/auth/identities.ts'
import { hashPassword } from '#lib/auth/password.ts'
import { personOf } from '#lib/auth/proof.ts'
import type { Person } from '#lib/auth/schema.ts'
import { openSession } from '#lib/auth/sessions.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { openWorld } from '#tests/setup/world.ts'
import {
  changePassword,
  disconnectIdentity,
  endOtherSessions,
  endSession,
  getAccount,
  getWays,
  listSessions,
  setPassword,
  updateProfile,
} from './data.ts'
import { passwordChangeSchema, profileSchema } from './schema.ts'

openWorld()
Object.assign(env, {
  OIDC_ISSUER: 'https://id.test/',
  OIDC_ID: 'a',
  OIDC_SECRET: 'a',
  OIDC_NAME: 'Harbour ID',
  GITHUB_ID: 'a',
  GITHUB_SECRET: 'a',
})

const password = 'correct horse battery'
const change = { currentPassword: password, newPassword: 'staple battery horse' }
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'

/** Each sign-in comes from an address of its own, so that no test's misses count in another. */
let addresses = 0
const newAddress = () => `10.1.${addresses >> 8}.${addresses++ & 255}`

async function signedIn(email: string, given = password): Promise<Person | null> {
  const headers = new Headers({ 'x-forwarded-for': newAddress(), 'user-agent': firefox })
  const session = await openSession({ email, password: given }, headers)
  return session && personOf(session.sessionId)
}

async function aPerson(): Promise<{ person: Person; email: string }> {
  const id = uuid()
  const email = `${id}@example.test`
  await db.user.create({ data: { id, email, name: 'Ada', passwordHash: await hashPassword(password) } })
  const person = await signedIn(email)
  if (!person) throw new Error('The right password opens nothing.')
  return { person, email }
}

async function another(email: string): Promise<Person> {
  const person = await signedIn(email)
  if (!person) throw new Error('The right password opens nothing.')
  return person
}

const auditOf = async ({ userId }: Person) =>
  (await db.auditEvent.findMany({ where: { actorId: userId }, orderBy: { id: 'asc' } })).map(
    ({ action, subject, detail }) => ({ action, subject, detail }),
  )

describe('the profile', () => {
  test('is the own one, and what is saved is there', async () => {
    const { person, email } = await aPerson()
    const { person: stranger } = await aPerson()
    await updateProfile(person, { name: 'Grace', timeZone: 'Pacific/Auckland' })
    expect(await getAccount(person)).toEqual({ name: 'Grace', email, timeZone: 'Pacific/Auckland' })
    expect(await getAccount(stranger)).toMatchObject({ name: 'Ada', timeZone: 'UTC' })
  })

  test.each(['Mars/Olympus', '', '+02:00', 'UTC; DROP TABLE', 7, { not: '' }])(
    'takes no time zone %j',
    (timeZone) => {
      expect(profileSchema.safeParse({ name: 'Ada', timeZone }).success).toBe(false)
    },
  )

  test.each(['UTC', 'Europe/Berlin', 'Asia/Calcutta'])('takes %s', (timeZone) => {
    expect(profileSchema.safeParse({ name: ' Ada ', timeZone }).data).toEqual({ name: 'Ada', timeZone })
  })
})

describe('the password', () => {
  test('is changed by whoever knows the old one; every other session ends, and it is written down', async () => {
    const { person, email } = await aPerson()
    const others = [await another(email), await another(email)]
    const { person: stranger } = await aPerson()
    expect(await changePassword(person, change, newAddress())).toBe(2)
    expect(await personOf(person.sessionId)).not.toBeNull()
    expect(await personOf(stranger.sessionId)).not.toBeNull()
    for (const { sessionId } of others) expect(await personOf(sessionId)).toBeNull()
    expect(await signedIn(email)).toBeNull()
    expect(await signedIn(email, change.newPassword)).not.toBeNull()
    expect(await auditOf(person)).toEqual([
      { action: 'password.change', subject: `user:${person.userId}`, detail: { endedSessions: 2 } },
    ])
  })

  test('stays, with all sessions, where the old one is wrong', async () => {
    const { person, email } = await aPerson()
    const other = await another(email)
    const wrong = { ...change, currentPassword: 'wrong' }
    await expect(changePassword(person, wrong, newAddress())).rejects.toMatchObject({ code: 'invalid' })
    expect(await personOf(other.sessionId)).not.toBeNull()
    expect(await signedIn(email)).not.toBeNull()
    expect(await auditOf(person)).toEqual([])
  })

  test('cannot be guessed by whoever found an open browser: after ten misses it waits', async () => {
    const { person } = await aPerson()
    const address = newAddress()
    const guess = { ...change, currentPassword: 'wrong' }
    for (let miss = 0; miss < 10; miss++)
      await expect(changePassword(person, guess, address)).rejects.toMatchObject({ code: 'invalid' })
    await expect(changePassword(person, guess, address)).rejects.toMatchObject({ code: 'throttled' })
    await changePassword(person, change, address)
  })

  test('changed twice at once is changed once', async () => {
    const { person, email } = await aPerson()
    const changes = ['the first of the two', 'the second of the two'].map((newPassword) =>
      changePassword(person, { ...change, newPassword }, newAddress()),
    )
    const results = await Promise.allSettled(changes)
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const works = [
      await signedIn(email, 'the first of the two'),
      await signedIn(email, 'the second of the two'),
    ]
    expect(works.filter((person) => person !== null)).toHaveLength(1)
  })

  test('leaves no session to whoever signs in with the old one in the same moment', async () => {
    const { person, email } = await aPerson()
    let current = password
    for (let round = 0; round < 8; round++) {
      const newPassword = `another good one ${round}`
      const tries = Array.from({ length: 3 }, () => signedIn(email, current))
      await changePassword(person, { currentPassword: current, newPassword }, newAddress())
      await Promise.all(tries)
      expect(await listSessions(person)).toHaveLength(1)
      current = newPassword
    }
  })

  test.each([
    { currentPassword: password, newPassword: 'short' },
    { currentPassword: password, newPassword: 'x'.repeat(201) },
    { currentPassword: { not: '' }, newPassword: 'long enough for all' },
    { newPassword: 'long enough for all' },
  ])('%j does not pass the edge', (input) => {
    expect(passwordChangeSchema.safeParse(input).success).toBe(false)
  })
})

describe('sessions', () => {
  test('are listed while they live, the newest first, and say which is this one', async () => {
    const { person, email } = await aPerson()
    const [ended, out, newer] = [await another(email), await another(email), await another(email)]
    await aPerson()
    await endSession(person, ended.sessionId)
    await db.session.update({ where: { id: out.sessionId }, data: { expiresAt: new Date() } })
    const sessions = await listSessions(person)
    expect(sessions).toEqual(
      [newer, person].map(({ sessionId }) => ({
        id: sessionId,
        device: 'Firefox on Linux',
        address: expect.stringMatching(/^10\.1\./),
        createdAt: expect.any(String),
        lastSeenAt: expect.any(String),
        isCurrent: sessionId === person.sessionId,
      })),
    )
  })

  test("are ended by their own person, once; another's looks like none", async () => {
    const { person, email } = await aPerson()
    const other = await another(email)
    const { person: stranger } = await aPerson()
    for (const id of [stranger.sessionId, uuid()])
      await expect(endSession(person, id)).rejects.toMatchObject({
        code: 'not_found',
        message: 'That session has ended already.',
      })
    expect(await personOf(stranger.sessionId)).not.toBeNull()
    await endSession(person, other.sessionId)
    expect(await personOf(other.sessionId)).toBeNull()
    await expect(endSession(person, other.sessionId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await auditOf(person)).toEqual([
      { action: 'session.revoke', subject: `session:${other.sessionId}`, detail: {} },
    ])
  })

  test('all but this one are ended at once, and nobody else’s', async () => {
    const { person, email } = await aPerson()
    const others = [await another(email), await another(email)]
    const { person: stranger } = await aPerson()
    expect(await endOtherSessions(person)).toBe(2)
    expect(await endOtherSessions(person)).toBe(0)
    for (const { sessionId } of others) expect(await personOf(sessionId)).toBeNull()
    for (const { sessionId } of [person, stranger]) expect(await personOf(sessionId)).not.toBeNull()
    expect(await auditOf(person)).toEqual([
      { action: 'session.revoke_others', subject: `user:${person.userId}`, detail: { endedSessions: 2 } },
    ])
  })
})

/** Somebody who has identities alone, and no password. */
async function somebodyWithout(issuers = ['https://id.test']) {
  const { person } = await aPerson()
  await db.user.update({ where: { id: person.userId }, data: { passwordHash: null } })
  const ids = issuers.map(() => uuid())
  for (const [index, issuer] of issuers.entries()) {
    const provider = issuer.includes('github') ? 'github' : 'oidc'
    const row = { userId: person.userId, issuer, subject: uuid(), provider, label: `ada ${index}` }
    await db.account.create({ data: { id: ids[index] ?? uuid(), ...row } })
  }
  return { person, ids }
}

describe('the ways in', () => {
  test('are listed: a password or none, what is connected, and what can be', async () => {
    const { person } = await aPerson()
    const providers = [
      { id: 'oidc', name: 'Harbour ID' },
      { id: 'github', name: 'GitHub' },
    ]
    expect(await getWays(person)).toEqual({ hasPassword: true, identities: [], providers })
    const { person: other, ids } = await somebodyWithout(['https://id.test', 'https://gone.test'])
    const line = { provider: 'oidc', createdAt: expect.any(String) }
    expect(await getWays(other)).toEqual({
      hasPassword: false,
      identities: [
        { ...line, id: ids[0], label: 'ada 0', isOpen: true },
        { ...line, id: ids[1], label: 'ada 1', isOpen: false },
      ],
      providers,
    })
  })

  test('one is disconnected by its person alone, and it is written down', async () => {
    const { person, ids } = await somebodyWithout(['https://id.test', 'https://github.com'])
    const { person: stranger } = await aPerson()
    const [first = uuid()] = ids
    for (const [who, id] of [[stranger, first] as const, [person, uuid()] as const])
      await expect(disconnectIdentity(who, id)).rejects.toMatchObject({ code: 'not_found' })
    await disconnectIdentity(person, first)
    expect((await getWays(person)).identities.map(({ id }) => id)).toEqual([ids[1]])
    expect(await auditOf(person)).toEqual([
      {
        action: 'identity.disconnect',
        subject: `user:${person.userId}`,
        detail: { provider: 'oidc', label: 'ada 0' },
      },
    ])
  })

  test('the only one stays; one of a provider that this server does not ask any more is none', async () => {
    for (const issuers of [['https://id.test'], ['https://id.test', 'https://gone.test']]) {
      const { person, ids } = await somebodyWithout(issuers)
      const only = disconnectIdentity(person, ids[0] ?? uuid())
      await expect(only).rejects.toMatchObject({ code: 'conflict' })
      expect((await getWays(person)).identities).toHaveLength(issuers.length)
      await setPassword(person, { newPassword: password })
      await disconnectIdentity(person, ids[0] ?? uuid())
    }
  })

  test('of two that are disconnected at once, one stays', async () => {
    const { person, ids } = await somebodyWithout(['https://id.test', 'https://github.com'])
    const tries = await Promise.allSettled(ids.map((id) => disconnectIdentity(person, id)))
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await getWays(person)).identities).toHaveLength(1)
  })
})

describe('a new way in', () => {
  test('is a first password, set by whoever has none and signed in just now; every other session ends', async () => {
    const { person } = await somebodyWithout()
    const { email } = await getAccount(person)
    const other = { id: uuid(), userId: person.userId, userAgent: '', address: '' }
    await db.session.create({ data: { ...other, expiresAt: new Date(Date.now() + 60_000) } })
    expect(await setPassword(person, { newPassword: password })).toBe(1)
    expect(await personOf(other.id)).toBeNull()
    expect(await signedIn(email)).not.toBeNull()
    expect(await auditOf(person)).toEqual([
      { action: 'password.set', subject: `user:${person.userId}`, detail: { endedSessions: 1 } },
    ])
    await expect(setPassword(person, { newPassword: 'another of them' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await signedIn(email)).not.toBeNull()
  })

  test('is not for whoever finds a browser that was left open', async () => {
    const { person } = await somebodyWithout()
    const { email } = await getAccount(person)
    const createdAt = new Date(Date.now() - 16 * 60_000)
    await db.session.update({ where: { id: person.sessionId }, data: { createdAt } })
    await expect(setPassword(person, { newPassword: password })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await signedIn(email)).toBeNull()
    const connecting = tripToConnect(person, { provider: 'oidc', team: 'a-team' })
    await expect(connecting).rejects.toMatchObject({ code: 'forbidden' })
  })
})
