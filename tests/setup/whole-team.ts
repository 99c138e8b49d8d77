import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { somethingMade } from './studio.ts'
import type { Things } from './things.ts'
import { aTeam, aViewer } from './world.ts'

export interface WholeTeam {
  owner: Viewer
  member: Viewer
  former: Viewer
  seen: Things
  hidden: Things
}

/** A team with rows in every table that has rows of teams: an owner, a member, and somebody who left. */
export async function aWholeTeam(): Promise<WholeTeam> {
  const team = await aTeam('Northwind Studio')
  const owner = await aViewer({ team, role: 'owner', name: 'Olga' })
  const member = await aViewer({ team, name: 'Mary' })
  const former = await aViewer({ team, name: 'Fred' })
  await db.user.updateMany({
    where: { id: { in: [owner.userId, member.userId] } },
    data: { passwordHash: 'a way in' },
  })
  const seen = await somethingMade(team, owner.userId, 'team')
  const hidden = await somethingMade(team, member.userId, 'private', { suffix: ' hidden' })
  await somethingMade(team, former.userId, 'team', { suffix: ' former' })
  await db.membership.updateMany({
    where: { teamId: team.id, userId: former.userId },
    data: { leftAt: new Date() },
  })
  await money(owner, seen)
  await around(owner, member, seen, hidden)
  await doors(owner, seen)
  return { owner, member, former, seen, hidden }
}

async function money({ teamId, userId }: Viewer, { generation }: Things): Promise<void> {
  const attempt = await db.attempt.findFirstOrThrow({ where: { generationId: generation } })
  const common = {
    teamId,
    generationId: generation,
    userId,
    modelId: 'imagen-3.0-generate-002',
    environment: 'live' as const,
    periodStart: new Date('2026-11-01'),
  }
  const entries = [
    { kind: 'reserve', micros: 40_000n, attemptId: null },
    { kind: 'release', micros: -40_000n, attemptId: null },
    { kind: 'charge', micros: 30_000n, attemptId: attempt.id },
    { kind: 'adjust', micros: -1_234n, attemptId: attempt.id },
  ] as const
  await db.ledgerEntry.createMany({ data: entries.map((entry) => ({ id: uuid(), ...common, ...entry })) })
  const limit = { limitMicros: 1n, warnMicros: null, updatedById: userId }
  await db.budget.createMany({
    data: [
      { teamId, scope: 'team', scopeId: teamId, ...limit, limitMicros: 5_000_000n },
      { teamId, scope: 'member', scopeId: userId, ...limit },
      { teamId, scope: 'token', scopeId: uuid(), ...limit },
    ],
  })
  await db.upstreamBill.create({
    data: {
      id: uuid(),
      upstream: 'lumenfall',
      upstreamRequestId: uuid(),
      environment: 'live',
      costMicros: 30_000n,
      billedAt: new Date(),
      attemptId: attempt.id,
      teamId,
      state: 'matched',
    },
  })
}

async function around(owner: Viewer, member: Viewer, seen: Things, hidden: Things): Promise<void> {
  const { teamId } = owner
  const at = { teamId, imageId: seen.image, imageCreatedAt: new Date() }
  await db.imageMark.createMany({
    data: [
      { ...at, userId: owner.userId, favourite: true, rating: 5 },
      { ...at, userId: member.userId, rejected: true, rating: 1 },
    ],
  })
  await db.album.update({ where: { id: seen.album }, data: { coverImageId: seen.image } })
  await db.albumImage.create({ data: { ...at, imageId: hidden.image, albumId: seen.album, rank: 0.125 } })
  await db.prompt.update({ where: { id: hidden.prompt }, data: { forkedFromId: seen.prompt } })
  const label = { promptId: seen.prompt, versionId: seen.version, movedById: member.userId }
  await db.promptLabel.create({ data: { ...label, teamId, name: 'approved', isProtected: true } })
  await db.promptPin.create({ data: { teamId, promptId: seen.prompt, userId: member.userId } })
  await db.shareDay.create({
    data: { teamId, shareId: seen.share, day: new Date('2026-11-02'), views: 7 },
  })
  await db.bulkChangeImage.create({
    data: { teamId, changeId: seen.change, position: 0, imageId: seen.image },
  })
  await db.generation.update({
    where: { id: seen.generation },
    data: { albumId: seen.album, promptVersionId: seen.version, batchId: seen.batch },
  })
}

async function doors({ teamId, userId }: Viewer, { generation }: Things): Promise<void> {
  const token = { id: uuid(), teamId, ownerId: userId, name: 'A program', hash: uuid(), lastFour: 'abcd' }
  await db.token.create({ data: { ...token, scopes: [], corsOrigins: [] } })
  await db.generation.update({ where: { id: generation }, data: { tokenId: token.id } })
  const secret = { ciphertext: Buffer.from('secret'), iv: Buffer.from('iv'), keyId: 'k', lastFour: 'abcd' }
  await db.credential.create({
    data: { id: uuid(), teamId, provider: 'lumenfall', ...secret, createdById: userId },
  })
  await db.auditEvent.create({
    data: { id: uuid(), teamId, action: 'team.create', subject: `team:${teamId}` },
  })
}
