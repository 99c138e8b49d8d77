import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { hashPassword } from './password.ts'
import { personOf, viewerOf } from './proof.ts'
import { signInSchema } from './schema.ts'
import { openSession, revokeSession } from './sessions.ts'

openWorld()

const password = 'correct horse battery'

async function aPerson(): Promise<{ id: string; email: string }> {
  const id = uuid()
  const email = `${id}@example.test`
  await db.user.create({ data: { id, email, name: 'Ada', passwordHash: await hashPassword(password) } })
  return { id, email }
}

/** Each test comes from an address of its own, so that no test's misses count in another. */
let addresses = 0
const fromNewAddress = () =>
  new Headers({ 'x-forwarded-for': `10.0.${addresses >> 8}.${addresses++ & 255}`, 'user-agent': 'test' })

describe('signing in', () => {
  test('the right password opens a session, and only then', async () => {
    const { id, email } = await aPerson()
    const session = await openSession({ email, password }, fromNewAddress())
    expect(session?.id).toBe(id)
    expect(await personOf(session?.sessionId ?? uuid())).toMatchObject({ userId: id, name: 'Ada' })
    expect(await openSession({ email, password: 'wrong' }, fromNewAddress())).toBeNull()
    expect(await openSession({ email: 'nobody@example.test', password }, fromNewAddress())).toBeNull()
  })

  test('somebody without a password cannot sign in with one', async () => {
    const viewer = await aViewer()
    const { email } = await db.user.findUniqueOrThrow({ where: { id: viewer.userId } })
    expect(await openSession({ email, password: '' }, fromNewAddress())).toBeNull()
  })

  test('passwords are stored as argon2id, each with its own salt', async () => {
    const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
  })

  test('ten misses from one address against one account, and the next is told to wait; the right password always works', async () => {
    const { email } = await aPerson()
    const here = fromNewAddress()
    for (let miss = 0; miss < 10; miss++)
      expect(await openSession({ email, password: 'wrong' }, here)).toBeNull()
    const eleventh = openSession({ email, password: 'wrong' }, here)
    await expect(eleventh).rejects.toMatchObject({
      code: 'throttled',
      retryAfterSeconds: expect.any(Number),
    })
    expect(await openSession({ email, password }, fromNewAddress())).not.toBeNull()
    expect(await openSession({ email, password }, here)).not.toBeNull()
  })

  test('fifty guesses at once are counted like fifty one after another', async () => {
    const { email } = await aPerson()
    const here = fromNewAddress()
    const guesses = Array.from({ length: 50 }, () => openSession({ email, password: 'wrong' }, here))
    const refused = (await Promise.allSettled(guesses)).filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThanOrEqual(40)
  })

  test('thirty misses from one address over many accounts, and it waits', async () => {
    const here = fromNewAddress()
    for (let miss = 0; miss < 30; miss++) {
      await openSession({ email: `nobody-${miss}@example.test`, password: 'wrong' }, here)
    }
    const another = openSession({ email: 'nobody-31@example.test', password: 'wrong' }, here)
    await expect(another).rejects.toMatchObject({ code: 'throttled' })
  })

  test('a right password does not use up the tries', async () => {
    const { email } = await aPerson()
    const here = fromNewAddress()
    for (let round = 0; round < 40; round++)
      expect(await openSession({ email, password }, here)).not.toBeNull()
  })

  test.each([
    { email: { not: '' }, password },
    { email: 'a@b.test', password: { not: '' } },
    { email: ['a@b.test'], password },
    {},
  ])('what is no address and password does not pass the edge', (input) => {
    expect(signInSchema.safeParse(input).success).toBe(false)
  })
})

describe('what a session opens', () => {
  test('nothing, once it is revoked; others of the person stay', async () => {
    const viewer = await aViewer()
    const person = await personOf(viewer.sessionId)
    const other = uuid()
    const expiresAt = new Date(Date.now() + 60_000)
    await db.session.create({
      data: { id: other, userId: viewer.userId, userAgent: '', address: '', expiresAt },
    })
    if (person) await revokeSession(person, viewer.sessionId)
    expect(await personOf(viewer.sessionId)).toBeNull()
    expect(await viewerOf(viewer.sessionId, viewer.teamSlug)).toBeNull()
    expect(await personOf(other)).not.toBeNull()
  })

  test("nobody revokes another's session", async () => {
    const mine = await aViewer()
    const theirs = await aViewer()
    const me = await personOf(mine.sessionId)
    if (me) await revokeSession(me, theirs.sessionId)
    expect(await personOf(theirs.sessionId)).not.toBeNull()
  })

  test('nothing, once it has run out', async () => {
    const viewer = await aViewer()
    await db.session.update({
      where: { id: viewer.sessionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await personOf(viewer.sessionId)).toBeNull()
    expect(await viewerOf(viewer.sessionId, viewer.teamSlug)).toBeNull()
  })

  test('not the team of another, and not one that was left', async () => {
    const viewer = await aViewer()
    const foreign = await aTeam()
    expect(await viewerOf(viewer.sessionId, foreign.slug)).toBeNull()
    expect(await viewerOf(viewer.sessionId, "' OR true --")).toBeNull()
    await db.membership.updateMany({ where: { userId: viewer.userId }, data: { leftAt: new Date() } })
    expect(await viewerOf(viewer.sessionId, viewer.teamSlug)).toBeNull()
    expect(await personOf(viewer.sessionId)).not.toBeNull()
  })

  test('nothing, once its person was made anonymous', async () => {
    const viewer = await aViewer()
    await db.user.update({ where: { id: viewer.userId }, data: { anonymisedAt: new Date() } })
    expect(await viewerOf(viewer.sessionId, viewer.teamSlug)).toBeNull()
  })

  test('it is kept alive by being used', async () => {
    const viewer = await aViewer()
    const longAgo = new Date(Date.now() - 60 * 60_000)
    const soon = new Date(Date.now() + 60_000)
    await db.session.update({
      where: { id: viewer.sessionId },
      data: { lastSeenAt: longAgo, expiresAt: soon },
    })
    await viewerOf(viewer.sessionId, viewer.teamSlug)
    const { expiresAt } = await db.session.findUniqueOrThrow({ where: { id: viewer.sessionId } })
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60_000)
  })
})
