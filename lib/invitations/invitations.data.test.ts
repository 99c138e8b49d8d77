import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { acceptInvitation, createInvitedAccount, findInvitation } from '#lib/auth/invitations.ts'
import { personOf, viewerOf } from '#lib/auth/proof.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { openSession } from '#lib/auth/sessions.ts'
import { db } from '#lib/db/client.ts'
import { removeMember } from '#lib/teams/data.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { createInvitation, listInvitations, revokeInvitation } from './data.ts'
import type { InvitationInput } from './schema.ts'

openWorld()

const here = '10.9.8.7'
const password = 'correct horse battery'
const asked = (changes: Partial<InvitationInput> = {}): InvitationInput => ({
  id: uuid(),
  role: 'member',
  email: null,
  uses: 1,
  days: 7,
  ...changes,
})
const secretOf = ({ path }: { path: string }) => path.split('/').at(-1) ?? ''
const somebody = () => ({
  name: 'Grace',
  email: `${uuid()}@example.test`,
  password,
  timeZone: 'Europe/Berlin',
})

async function personIn(viewer: Viewer) {
  const person = await personOf(viewer.sessionId)
  if (!person) throw new Error('There is no such session.')
  return person
}

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role) => aViewer({ team, role })
  return { team, owner: await of('owner'), admin: await of('admin'), editor: await of('editor') }
}

describe('an invitation by link', () => {
  test('makes an account in the team, once; and says before whose it is and into what', async () => {
    const { team, admin } = await aCrew()
    const made = await createInvitation(admin, asked({ role: 'editor' }))
    expect(await findInvitation(secretOf(made), here)).toEqual({
      teamSlug: team.slug,
      teamName: 'Team',
      role: 'editor',
      email: null,
      by: 'Ada Lovelace',
    })
    const account = somebody()
    await createInvitedAccount(secretOf(made), account)
    const session = await openSession(account, new Headers({ 'x-forwarded-for': here }))
    const viewer = session && (await viewerOf(session.sessionId, team.slug))
    expect(viewer).toMatchObject({ name: 'Grace', role: 'editor', timeZone: 'Europe/Berlin' })
    expect(await findInvitation(secretOf(made), here)).toBeNull()
    await expect(createInvitedAccount(secretOf(made), somebody())).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('of five, twenty come at once: five are let in', async () => {
    const { team, admin } = await aCrew()
    const secret = secretOf(await createInvitation(admin, asked({ uses: 5 })))
    const people = await Promise.all(Array.from({ length: 20 }, () => aViewer()))
    const tries = await Promise.allSettled(
      people.map(async (viewer) => acceptInvitation(await personIn(viewer), secret)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await db.membership.count({ where: { teamId: team.id, role: 'member' } })).toBe(5)
  })

  test('is accepted by who has an account; who is in the team stays what they are, and uses nothing', async () => {
    const { team, owner, admin } = await aCrew()
    const secret = secretOf(await createInvitation(admin, asked()))
    expect(await acceptInvitation(await personIn(owner), secret)).toEqual({ teamSlug: team.slug })
    expect((await viewerOf(owner.sessionId, team.slug))?.role).toBe('owner')
    const newcomer = await aViewer()
    await acceptInvitation(await personIn(newcomer), secret)
    expect((await viewerOf(newcomer.sessionId, team.slug))?.role).toBe('member')
  })

  test('brings back who had left, as what it says', async () => {
    const { team, admin, editor } = await aCrew()
    await removeMember(admin, editor.userId)
    const made = await createInvitation(admin, asked({ role: 'guest' }))
    await acceptInvitation(await personIn(editor), secretOf(made))
    expect((await viewerOf(editor.sessionId, team.slug))?.role).toBe('guest')
    expect(await db.membership.count({ where: { teamId: team.id, userId: editor.userId } })).toBe(1)
  })

  test('that is revoked, or has ended, or never was, lets nobody in, and says nothing', async () => {
    const { admin } = await aCrew()
    const revoked = asked()
    const ended = asked()
    const secrets = [
      secretOf(await createInvitation(admin, revoked)),
      secretOf(await createInvitation(admin, ended)),
      'A'.repeat(43),
      'too short',
    ]
    await revokeInvitation(admin, revoked.id)
    await db.oneTimeToken.update({ where: { id: ended.id }, data: { expiresAt: new Date() } })
    const person = await personIn(await aViewer())
    for (const secret of secrets) {
      expect(await findInvitation(secret, `10.9.${secret.length}.1`)).toBeNull()
      await expect(acceptInvitation(person, secret)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(revokeInvitation(admin, revoked.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listInvitations(admin)).toEqual([])
  })

  test('is kept as a hash alone, and its address can be said again', async () => {
    const { admin } = await aCrew()
    const input = asked({ uses: null })
    const made = await createInvitation(admin, input)
    expect(await createInvitation(admin, input)).toEqual({ path: made.path, isSent: null })
    expect((await listInvitations(admin)).map(({ path, usesLeft }) => [path, usesLeft])).toEqual([
      [made.path, null],
    ])
    const row = await db.oneTimeToken.findUniqueOrThrow({ where: { id: input.id } })
    expect(JSON.stringify(row)).not.toContain(secretOf(made))
    expect(row.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('guessed thirty times in a minute makes whoever guesses wait; a right one still opens', async () => {
    const { admin } = await aCrew()
    const guesser = '10.77.1.1'
    for (let guess = 0; guess < 30; guess++) await findInvitation(String(guess).padEnd(43, 'x'), guesser)
    await expect(findInvitation('x'.repeat(43), guesser)).rejects.toMatchObject({ code: 'throttled' })
    const made = await createInvitation(admin, asked())
    expect(await findInvitation(secretOf(made), guesser)).not.toBeNull()
  })
})

describe('an invitation of somebody by their address', () => {
  test('is theirs alone, whoever else has the link', async () => {
    const { admin } = await aCrew()
    const account = somebody()
    const secret = secretOf(await createInvitation(admin, asked({ email: account.email, uses: 5 })))
    await expect(createInvitedAccount(secret, somebody())).rejects.toMatchObject({ code: 'forbidden' })
    const other = await personIn(await aViewer())
    await expect(acceptInvitation(other, secret)).rejects.toMatchObject({ code: 'forbidden' })
    await createInvitedAccount(secret, account)
    await expect(createInvitedAccount(secret, account)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('who has an account signs in instead of making another', async () => {
    const { admin } = await aCrew()
    const viewer = await aViewer()
    const { email } = await db.user.findUniqueOrThrow({ where: { id: viewer.userId } })
    const secret = secretOf(await createInvitation(admin, asked({ email })))
    const again = { ...somebody(), email }
    await expect(createInvitedAccount(secret, again)).rejects.toMatchObject({ code: 'conflict' })
    await acceptInvitation(await personIn(viewer), secret)
    await expect(createInvitation(admin, asked({ email }))).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('who may invite', () => {
  test('admins, up to their own role; editors nobody', async () => {
    const { owner, admin, editor } = await aCrew()
    await expect(createInvitation(editor, asked())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createInvitation(admin, asked({ role: 'owner' }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    const ofOwner = asked({ role: 'owner' })
    await createInvitation(owner, ofOwner)
    expect(await listInvitations(admin)).toEqual([])
    await expect(revokeInvitation(admin, ofOwner.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listInvitations(owner)).toHaveLength(1)
    await expect(listInvitations(editor)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('of another team nobody here', async () => {
    const { admin } = await aCrew()
    const input = asked()
    await createInvitation(admin, input)
    const stranger = await aViewer({ role: 'owner' })
    await expect(revokeInvitation(stranger, input.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(createInvitation(stranger, input)).rejects.toMatchObject({ code: 'conflict' })
    expect(await listInvitations(stranger)).toEqual([])
  })
})
