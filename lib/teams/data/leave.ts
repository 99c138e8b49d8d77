import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { notifyGeneration, releaseReservations, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { memberPolicy } from '../policy.ts'
import { lockTeam } from './change.ts'
import { requireAnotherOwner, requireManager, requireMember } from './members.ts'

type Transaction = Prisma.TransactionClient

const idRows = z.array(z.object({ id: z.uuid() }))

/** What of theirs waits is cancelled, free of charge; what was sent runs on, and is kept. Says how many there were. */
async function cancelWaiting(tx: Transaction, teamId: string, userId: string): Promise<number> {
  const waiting = await tx.$queryRaw`
    SELECT "id" FROM "Generation" WHERE "teamId" = ${teamId}::uuid AND "authorId" = ${userId}::uuid
      AND "status" = 'queued' ORDER BY "id" FOR UPDATE`
  const ids = idRows.parse(waiting).map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx.$queryRaw`
    WITH gone AS (
      UPDATE "Generation" SET "status" = 'cancelled', "cancelRequestedAt" = now(), "finishedAt" = now()
      WHERE "id" = ANY(${ids}::uuid[]) RETURNING *
    ), released AS (${releaseReservations(
      ids.map(() => uuid()),
      sql`gone`,
    )})
    SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`, sql`"batchId"`)}::text FROM gone`
  return ids.length
}

/**
 * Ends a membership: the row stays, and with it all that hangs on it. What must go on goes to `successorId`: the links
 * that they made. Their tokens open nothing any more; what is theirs alone waits for them, should they come back.
 */
async function endMembership(
  tx: Transaction,
  viewer: Viewer,
  userId: string,
  successorId: string,
): Promise<void> {
  const { teamId } = viewer
  const now = new Date()
  await tx.membership.updateMany({ where: { teamId, userId, leftAt: null }, data: { leftAt: now } })
  const cancelled = await cancelWaiting(tx, teamId, userId)
  const shares = await tx.share.updateMany({
    where: { teamId, createdById: userId, revokedAt: null },
    data: { createdById: successorId },
  })
  const tokens = await tx.token.updateMany({
    where: { teamId, ownerId: userId, revokedAt: null },
    data: { revokedAt: now },
  })
  await writeAudit(tx, {
    teamId,
    actorId: viewer.userId,
    action: userId === viewer.userId ? 'member.leave' : 'member.remove',
    subject: `user:${userId}`,
    detail: { successorId, cancelled, shares: shares.count, revokedTokens: tokens.count },
  })
}

/**
 * Takes a member out of the team, at once and everywhere. What they made stays; the viewer takes over their links.
 * Throws AppError `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function removeMember(viewer: Viewer, userId: string): Promise<void> {
  requireManager(viewer)
  await db.$transaction(async (tx) => {
    await lockTeam(viewer, tx)
    const member = await requireMember(viewer, tx, userId)
    if (!memberPolicy.remove(viewer, member))
      throw new AppError(
        'forbidden',
        'Only admins remove members, and only owners remove owners. Oneself one leaves.',
      )
    if (member.role === 'owner') await requireAnotherOwner(viewer, tx, userId)
    await endMembership(tx, viewer, userId, viewer.userId)
  })
}

/** The viewer leaves their team; its longest owner takes over their links. Throws AppError `conflict` for the last owner. */
export async function leaveTeam(viewer: Viewer): Promise<void> {
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    await lockTeam(viewer, tx)
    const { role } = await requireMember(viewer, tx, userId)
    if (role === 'owner') await requireAnotherOwner(viewer, tx, userId)
    const successor = await tx.membership.findFirstOrThrow({
      where: { teamId, role: 'owner', leftAt: null, userId: { not: userId } },
      orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
      select: { userId: true },
    })
    await endMembership(tx, viewer, userId, successor.userId)
  })
}
