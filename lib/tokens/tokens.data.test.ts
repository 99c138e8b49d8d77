import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { callerOf } from '#lib/auth/proof.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { withoutSecrets } from '#lib/log.ts'
import { leaveTeam } from '#lib/teams/data.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { createToken, listTokens, revokeToken } from './data.ts'
import type { NewToken } from './schema.ts'
import { newTokenSchema } from './schema.ts'

openWorld()

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role, name: string) => aViewer({ team, role, name })
  return {
    team,
    owner: await of('owner', 'Olga'),
    admin: await of('admin', 'Ada'),
    member: await of('member', 'Grace'),
    guest: await of('guest', 'Gus'),
  }
}

const aToken = (changes: Partial<NewToken> = {}): NewToken => ({
  id: uuid(),
  name: 'Nightly',
  scopes: ['models:read', 'images:create'],
  days: 30,
  corsOrigins: [],
  ...changes,
})

const make = async (viewer: Viewer, changes: Partial<NewToken> = {}) => {
  const input = aToken(changes)
  return { id: input.id, ...(await createToken(viewer, input)) }
}

test('a token lets a program in for whoever made it, as they are now', async () => {
  const { team, member } = await aCrew()
  const { id, secret } = await make(member, { scopes: ['models:read'] })
  expect(secret).toMatch(/^atelier_[\w-]{43}$/)
  const caller = await callerOf(secret)
  expect(caller).toMatchObject({
    userId: member.userId,
    teamId: team.id,
    role: 'member',
    tokenId: id,
    scopes: ['models:read'],
  })
  await db.membership.updateMany({ where: { userId: member.userId }, data: { role: 'guest' } })
  expect(await callerOf(secret)).toMatchObject({ role: 'guest' })
  expect((await listTokens(member))[0]?.lastUsedAt).not.toBeNull()
})

test('only its hash is kept, and no log says it', async () => {
  const { member } = await aCrew()
  const { id, secret } = await make(member)
  const row = await db.token.findUniqueOrThrow({ where: { id } })
  expect(JSON.stringify(row)).not.toContain(secret)
  expect(JSON.stringify(row)).not.toContain(secret.slice(8))
  expect(withoutSecrets(`{"key":"${secret}"}`)).not.toContain(secret)
  await expect(createToken(member, aToken({ id }))).rejects.toMatchObject({ code: 'conflict' })
})

test('one that was revoked, has ended, or is of somebody who left opens nothing', async () => {
  const { owner, admin, member } = await aCrew()
  const revoked = await make(member)
  await revokeToken(admin, revoked.id)
  expect(await callerOf(revoked.secret)).toBeNull()
  const ended = await make(member)
  await db.token.update({ where: { id: ended.id }, data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await callerOf(ended.secret)).toBeNull()
  const left = await make(admin)
  await leaveTeam(admin)
  expect(await callerOf(left.secret)).toBeNull()
  for (const nothing of ['', 'atelier_', `atelier_${'A'.repeat(43)}`, `${ended.secret}x`])
    expect(await callerOf(nothing)).toBeNull()
  expect(await listTokens(owner)).toEqual([])
})

test('members see and revoke their own, admins everybody’s, and guests make none', async () => {
  const { admin, member, guest } = await aCrew()
  const own = await make(member)
  const other = await make(admin)
  expect((await listTokens(member)).map(({ id }) => id)).toEqual([own.id])
  expect(new Set((await listTokens(admin)).map(({ id }) => id))).toEqual(new Set([own.id, other.id]))
  await expect(revokeToken(member, other.id)).rejects.toMatchObject({ code: 'not_found' })
  const stranger = await aViewer({ role: 'owner' })
  await expect(revokeToken(stranger, own.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(createToken(guest, aToken())).rejects.toMatchObject({ code: 'forbidden' })
  await revokeToken(member, own.id)
  await expect(revokeToken(member, own.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('it says by which name, for what and for how long; pages are given by their origins', () => {
  for (const wrong of [
    { name: ' ' },
    { scopes: [] },
    { days: 8 },
    { corsOrigins: ['https://app.example.com/path'] },
    { corsOrigins: ['*'] },
  ])
    expect(newTokenSchema.safeParse({ ...aToken(), ...wrong }).success).toBe(false)
  const isGood = newTokenSchema.safeParse(aToken({ corsOrigins: ['https://app.example.com'], days: null }))
  expect(isGood.success).toBe(true)
})
