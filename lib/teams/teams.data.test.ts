import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { personOf, viewerOf } from '#lib/auth/proof.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration } from '#lib/generations/data.ts'
import { getModel } from '#lib/models/data.ts'
import { createShare } from '#lib/shares/data.ts'
import { aGenerationInput, aTeam, aViewer, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import {
  changeAllowedModels,
  changeRole,
  changeTeam,
  createTeam,
  getTeam,
  leaveTeam,
  listMembers,
  listTeams,
  removeMember,
} from './data.ts'

openWorld()

const roleOf = async ({ teamId, userId }: Viewer) =>
  (await db.membership.findFirst({ where: { teamId, userId, leftAt: null }, select: { role: true } }))?.role

const auditOf = (teamId: string) =>
  db.auditEvent.findMany({
    where: { teamId },
    orderBy: { id: 'asc' },
    select: { actorId: true, action: true, subject: true },
  })

async function aCrew() {
  const team = await aTeam()
  const member = (role: Role) => aViewer({ team, role })
  return { team, owner: await member('owner'), admin: await member('admin'), member: await member('member') }
}

/** The same member, as they are now. */
const again = (viewer: Viewer) => viewerOf(viewer.sessionId, viewer.teamSlug)

async function personIn(viewer: Viewer, isAdmin = false) {
  await db.user.update({ where: { id: viewer.userId }, data: { isAdmin } })
  const person = await personOf(viewer.sessionId)
  if (!person) throw new Error('There is no such session.')
  return person
}

describe('a team', () => {
  test('is made by whoever set the server up, who owns it, under an address of its own', async () => {
    const admin = await personIn(await aViewer(), true)
    const name = `Étude ${uuid().slice(-8)}`
    const slugs = []
    for (let time = 0; time < 3; time++) slugs.push((await createTeam(admin, { name, timeZone: 'UTC' })).slug)
    const base = name.toLowerCase().replace('é', 'e').replace(' ', '-')
    expect(slugs).toEqual([base, `${base}-2`, `${base}-3`])
    expect((await listTeams(admin)).map(({ slug }) => slug)).toEqual(expect.arrayContaining(slugs))
    expect((await viewerOf(admin.sessionId, base))?.role).toBe('owner')
    const nobody = await personIn(await aViewer({ role: 'owner' }))
    await expect(createTeam(nobody, { name, timeZone: 'UTC' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is named anew by its admins, and nobody else, with one line in the log', async () => {
    const { team, admin, member } = await aCrew()
    const change = { name: 'Southwind', timeZone: 'Asia/Tokyo' }
    await expect(changeTeam(member, change)).rejects.toMatchObject({ code: 'forbidden' })
    await changeTeam(admin, change)
    await changeTeam(admin, change)
    expect(await getTeam(member)).toMatchObject(change)
    expect(await auditOf(team.id)).toEqual([
      { actorId: admin.userId, action: 'team.change', subject: `team:${team.id}` },
    ])
  })

  test('holds members to some models, and admins to none', async () => {
    const { owner, member } = await aCrew()
    const modelId = 'imagen-3.0-generate-002'
    await changeAllowedModels(owner, { member: ['another-model'], editor: null })
    const held = (await again(member)) ?? member
    expect((await getModel(held, modelId)).support.supported).toBe(false)
    await expect(createGeneration(held, aGenerationInput())).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Your role may not use it'),
    })
    expect((await getModel((await again(owner)) ?? owner, modelId)).support.supported).toBe(true)
    await changeAllowedModels(owner, { member: null, editor: null })
    expect((await getModel((await again(member)) ?? member, modelId)).support.supported).toBe(true)
  })
})

describe('roles', () => {
  test('are given up to one’s own; an owner’s only by an owner', async () => {
    const { team, owner, admin, member } = await aCrew()
    const refused = { code: 'forbidden' }
    await expect(changeRole(member, admin.userId, 'guest')).rejects.toMatchObject(refused)
    await expect(changeRole(admin, member.userId, 'owner')).rejects.toMatchObject(refused)
    await expect(changeRole(admin, owner.userId, 'member')).rejects.toMatchObject(refused)
    await changeRole(admin, member.userId, 'editor')
    expect(await roleOf(member)).toBe('editor')
    await changeRole(owner, admin.userId, 'owner')
    expect(await roleOf(admin)).toBe('owner')
    expect(await auditOf(team.id)).toEqual([
      { actorId: admin.userId, action: 'member.role', subject: `user:${member.userId}` },
      { actorId: owner.userId, action: 'member.role', subject: `user:${admin.userId}` },
    ])
  })

  test('the last owner stays one, also when two give way to each other at once', async () => {
    const { owner, admin } = await aCrew()
    await expect(changeRole(owner, owner.userId, 'member')).rejects.toMatchObject({ code: 'conflict' })
    await changeRole(owner, admin.userId, 'owner')
    const other = (await again(admin)) ?? admin
    const both = await Promise.allSettled([
      changeRole(owner, owner.userId, 'admin'),
      changeRole(other, other.userId, 'admin'),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(new Set([await roleOf(owner), await roleOf(admin)])).toEqual(new Set(['admin', 'owner']))
  })

  test('of another team are nobody’s here', async () => {
    const { admin } = await aCrew()
    const stranger = await aViewer({ role: 'owner' })
    for (const userId of [stranger.userId, uuid()]) {
      await expect(changeRole(admin, userId, 'guest')).rejects.toMatchObject({ code: 'not_found' })
      await expect(removeMember(admin, userId)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('who is in the team', () => {
  test('is listed with what can be done; addresses are for those who manage members', async () => {
    const { owner, admin, member } = await aCrew()
    await aViewer({ role: 'owner' })
    const seen = await listMembers(member)
    expect(seen.map(({ id, email }) => [id, email !== null])).toEqual([
      [owner.userId, false],
      [admin.userId, false],
      [member.userId, true],
    ])
    expect(seen.every(({ can }) => can.roles.length === 0 && !can.remove && !can.reset)).toBe(true)
    const byAdmin = await listMembers(admin)
    expect(byAdmin.every(({ email }) => email !== null)).toBe(true)
    expect(byAdmin.map(({ can }) => [can.roles.length, can.remove, can.reset])).toEqual([
      [0, false, false],
      [3, false, false],
      [3, true, true],
    ])
  })

  test('leaves at once and everywhere: what waits is cancelled for nothing, what is made stays, links go on', async () => {
    const { team, admin, member } = await aCrew()
    const { id, imageIds } = await aFinishedGeneration(member)
    const switches = {
      showPrompts: false,
      showParameters: false,
      allowDownload: false,
      allowRemix: false,
      showStars: false,
      showNames: false,
    }
    const share = await createShare(member, {
      id: uuid(),
      source: { kind: 'selection', selection: { images: imageIds } },
      title: 'Harbour',
      note: '',
      switches,
      expiresInDays: 30,
      password: null,
    })
    const waiting = aGenerationInput()
    await createGeneration(member, waiting)
    expect((await ledgerMicros({ generationId: waiting.id })).reserved).toBeGreaterThan(0)

    await removeMember(admin, member.userId)
    expect(await again(member)).toBeNull()
    expect((await listMembers(admin)).map((each) => each.id)).not.toContain(member.userId)
    expect(await db.generation.findUnique({ where: { id: waiting.id }, select: { status: true } })).toEqual({
      status: 'cancelled',
    })
    expect(await ledgerMicros({ generationId: waiting.id })).toEqual({ spent: 0, reserved: 0 })
    expect(await db.generation.findUnique({ where: { id }, select: { authorId: true } })).toEqual({
      authorId: member.userId,
    })
    const kept = await db.share.findUniqueOrThrow({ where: { id: share.id } })
    expect([kept.createdById, kept.revokedAt]).toEqual([admin.userId, null])
    expect((await auditOf(team.id)).at(-1)).toEqual({
      actorId: admin.userId,
      action: 'member.remove',
      subject: `user:${member.userId}`,
    })
  })

  test('may go by themselves, but for the last owner; their links go to an owner', async () => {
    const { owner, member } = await aCrew()
    await leaveTeam(member)
    expect(await roleOf(member)).toBeUndefined()
    await expect(leaveTeam(owner)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is not taken out by those who may not, nor is oneself', async () => {
    const { owner, admin, member } = await aCrew()
    for (const [viewer, target] of [
      [member, admin],
      [admin, owner],
      [admin, admin],
    ] as const)
      await expect(removeMember(viewer, target.userId)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
