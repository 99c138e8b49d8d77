import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { createInvitation } from '#lib/invitations/data.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { arrive } from './identities.ts'
import { personOf, viewerOf } from './proof.ts'
import type { Identity } from './providers.ts'
import { revokeSession } from './sessions.ts'
import type { Trip } from './trip.ts'

openWorld()
env.SIGN_UP_DOMAINS = ['harbour.test']

const headers = new Headers({ 'x-forwarded-for': '10.3.2.1', 'user-agent': 'A browser' })

function anIdentity(changes: Partial<Identity> = {}): Identity {
  const subject = uuid()
  return {
    provider: 'oidc',
    issuer: 'https://id.test',
    subject,
    label: 'Grace',
    name: 'Grace Hopper',
    email: `${subject}@elsewhere.test`,
    isVerified: true,
    ...changes,
  }
}

const atHarbour = () => `${uuid()}@harbour.test`

const entering = (next?: string): Trip => ({
  purpose: 'enter',
  provider: 'oidc',
  timeZone: 'Europe/Berlin',
  ...(next === undefined ? {} : { next }),
})

const enter = (identity: Identity, next?: string, signedIn: string | null = null) =>
  come(identity, entering(next), signedIn)

async function come(identity: Identity, trip: Trip, sessionId: string | null) {
  const person = sessionId === null ? null : await personOf(sessionId)
  return arrive({ identity, person, headers }, trip)
}

/** As somebody does from their settings. */
const connect = (identity: Identity, sessionId: string, comesBackWith: string | null = sessionId) =>
  come(identity, { purpose: 'connect', provider: 'oidc', sessionId, team: 'a-team' }, comesBackWith)

/** Somebody whose account the identity opens. */
async function somebodyKnown(identity = anIdentity()) {
  const viewer = await aViewer()
  expect(await connect(identity, viewer.sessionId)).toEqual({ kind: 'connected' })
  return { viewer, identity }
}

async function anInvitation(email: string | null = null) {
  const team = await aTeam()
  const admin = await aViewer({ team, role: 'admin' })
  const input = { id: uuid(), role: 'editor', email, uses: 1, days: 7 } as const
  const { path } = await createInvitation(admin, input)
  return { team, path }
}

const accountsOf = ({ issuer, subject }: Identity) => db.account.count({ where: { issuer, subject } })
const usersOf = (email: string | null) => db.user.count({ where: { email: email ?? '' } })

const auditOf = async (userId: string) =>
  (await db.auditEvent.findMany({ where: { actorId: userId }, orderBy: { id: 'asc' } })).map(
    ({ action, detail }) => ({ action, detail }),
  )

async function expectNothing(identity: Identity, problem: string, next?: string): Promise<void> {
  const before = await usersOf(identity.email)
  expect(await enter(identity, next)).toEqual({ kind: 'refused', problem })
  expect(await usersOf(identity.email)).toBe(before)
  expect(await accountsOf(identity)).toBe(0)
}

describe('a known identity', () => {
  test('opens a session of its person, like a password does', async () => {
    const { viewer, identity } = await somebodyKnown()
    const arrival = await enter(identity)
    expect(arrival).toMatchObject({ kind: 'entered', path: '/' })
    const sessionId = 'sessionId' in arrival ? arrival.sessionId : uuid()
    expect((await personOf(sessionId))?.userId).toBe(viewer.userId)
    expect(await db.session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
      userAgent: 'A browser',
      address: '10.3.2.1',
    })
    const person = await personOf(sessionId)
    if (person) await revokeSession(person, sessionId)
    expect(await personOf(sessionId)).toBeNull()
  })

  test('opens it whatever address it has by now, and leads on to where its person was going', async () => {
    const { identity } = await somebodyKnown()
    const { path } = await anInvitation()
    const moved = { ...identity, email: null, isVerified: false, label: 'Another name' }
    expect(await enter(moved, path)).toMatchObject({ kind: 'entered', path })
  })

  test('is told from another by issuer and subject alone', async () => {
    const { identity } = await somebodyKnown()
    await expectNothing({ ...identity, issuer: 'https://other.test' }, 'unknown')
    await expectNothing({ ...identity, subject: uuid() }, 'unknown')
  })

  test('of somebody who was made anonymous opens nothing, and makes nothing', async () => {
    const { viewer, identity } = await somebodyKnown(anIdentity({ email: atHarbour() }))
    await db.user.update({ where: { id: viewer.userId }, data: { anonymisedAt: new Date() } })
    const { path } = await anInvitation()
    for (const next of [undefined, path])
      expect(await enter(identity, next)).toEqual({ kind: 'refused', problem: 'unknown' })
    expect(await usersOf(identity.email)).toBe(0)
  })
})

describe('an unknown identity', () => {
  test('gets no account without an invitation or an allowed domain', async () => {
    await expectNothing(anIdentity(), 'unknown')
    await expectNothing(anIdentity({ email: null, isVerified: false }), 'unknown')
    for (const domain of ['nothing.harbour.test', 'harbour.test.evil.test', 'evilharbour.test'])
      await expectNothing(anIdentity({ email: `${uuid()}@${domain}` }), 'unknown')
  })

  test('gets one, in no team, with a verified address of an allowed domain', async () => {
    const identity = anIdentity({ email: atHarbour() })
    const arrival = await enter(identity)
    expect(arrival).toMatchObject({ kind: 'entered', path: '/' })
    const person = 'sessionId' in arrival ? await personOf(arrival.sessionId) : null
    expect(person).toMatchObject({ name: 'Grace Hopper', isAdmin: false, timeZone: 'Europe/Berlin' })
    expect(await db.membership.count({ where: { userId: person?.userId ?? uuid() } })).toBe(0)
    expect(await auditOf(person?.userId ?? uuid())).toEqual([
      { action: 'account.create', detail: { by: 'domain', provider: 'oidc' } },
    ])
    expect(await enter(identity)).toMatchObject({ kind: 'entered' })
    expect(await usersOf(identity.email)).toBe(1)
  })

  test('gets none where the provider has not verified the address', async () => {
    await expectNothing(anIdentity({ email: atHarbour(), isVerified: false }), 'unverified')
  })

  test('that comes twice at once makes one account', async () => {
    const identity = anIdentity({ email: atHarbour() })
    await Promise.all([enter(identity), enter(identity), enter(identity)])
    expect(await usersOf(identity.email)).toBe(1)
    expect(await accountsOf(identity)).toBe(1)
  })
})

describe('an address that has an account', () => {
  test('opens nothing and connects nothing, verified, invited or of an allowed domain', async () => {
    const viewer = await aViewer()
    const email = atHarbour()
    await db.user.update({ where: { id: viewer.userId }, data: { email } })
    const { path } = await anInvitation(email)
    await expectNothing(anIdentity({ email }), 'known_address')
    await expectNothing(anIdentity({ email }), 'known_address', path)
    await expectNothing(anIdentity({ email, isVerified: false }), 'known_address', path)
    // Whoever only claims it is not told that there is one.
    await expectNothing(anIdentity({ email, isVerified: false }), 'unverified')
    expect(await db.session.count({ where: { userId: viewer.userId } })).toBe(1)
  })
})

describe('an invitation', () => {
  test('makes the account and the membership, once', async () => {
    const { team, path } = await anInvitation()
    const identity = anIdentity({ isVerified: false })
    const arrival = await enter(identity, path)
    expect(arrival).toMatchObject({ kind: 'entered', path: `/t/${team.slug}/playground` })
    const viewer = 'sessionId' in arrival ? await viewerOf(arrival.sessionId, team.slug) : null
    expect(viewer).toMatchObject({ name: 'Grace Hopper', role: 'editor' })
    expect((await auditOf(viewer?.userId ?? uuid())).map(({ action }) => action)).toEqual([
      'account.create',
      'member.join',
    ])
    await expectNothing(anIdentity(), 'invitation_over', path)
  })

  test('that two come with at once lets one in, and leaves nothing of the other', async () => {
    const { team, path } = await anInvitation()
    const two = [anIdentity(), anIdentity()]
    const arrivals = await Promise.all(two.map((identity) => enter(identity, path)))
    expect(arrivals.map(({ kind }) => kind).toSorted()).toEqual(['entered', 'refused'])
    const [one = 0, other = 0] = await Promise.all(two.map(accountsOf))
    expect(one + other).toBe(1)
    expect(await db.membership.count({ where: { teamId: team.id, role: 'editor' } })).toBe(1)
  })

  test('of an address is for no other, and for nobody without one', async () => {
    const identity = anIdentity()
    const { path } = await anInvitation(identity.email)
    await expectNothing(anIdentity(), 'other_address', path)
    await expectNothing(anIdentity({ email: null, isVerified: false }), 'no_address', path)
    expect(await enter(identity, path)).toMatchObject({ kind: 'entered' })
  })
})

describe('connecting', () => {
  test('is for whoever asked in this session, and is written down', async () => {
    const { viewer, identity } = await somebodyKnown()
    expect(await auditOf(viewer.userId)).toEqual([
      { action: 'identity.connect', detail: { provider: 'oidc', label: 'Grace' } },
    ])
    expect(await connect(identity, viewer.sessionId)).toEqual({ kind: 'connected' })
    expect(await accountsOf(identity)).toBe(1)
    expect(await auditOf(viewer.userId)).toHaveLength(1)
  })

  test('an identity that is somebody else’s is refused, and stays theirs', async () => {
    const { viewer, identity } = await somebodyKnown()
    const mallory = await aViewer()
    expect(await connect(identity, mallory.sessionId)).toEqual({ kind: 'refused', problem: 'taken' })
    const { userId } = await db.account.findFirstOrThrow({ where: { subject: identity.subject } })
    expect(userId).toBe(viewer.userId)
  })

  test('connects nothing when the session ended, or another one came back', async () => {
    const [viewer, other] = [await aViewer(), await aViewer()]
    const identity = anIdentity({ email: atHarbour() })
    const ended = { kind: 'refused', problem: 'session_ended' }
    expect(await connect(identity, viewer.sessionId, null)).toEqual(ended)
    expect(await connect(identity, viewer.sessionId, other.sessionId)).toEqual(ended)
    // Ended after it was looked at, before anything was written.
    const person = await personOf(viewer.sessionId)
    if (person) await revokeSession(person, viewer.sessionId)
    const trip = { purpose: 'connect', provider: 'oidc', sessionId: viewer.sessionId, team: 'a' } as const
    expect(await arrive({ identity, person, headers }, trip)).toEqual(ended)
    expect(await accountsOf(identity)).toBe(0)
    expect(await usersOf(identity.email)).toBe(0)
  })
})
