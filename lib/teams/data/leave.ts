import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { cancelQueued } from '#lib/generations/run/cancel.ts'
import { memberPolicy } from '../policy.ts'
import { lockTeam } from './change.ts'
import { requireAnotherOwner, requireManager, requireMember } from './members.ts'

type Transaction = Prisma.TransactionClient

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
  // Free of charge; what was sent runs on, and is kept.
  const cancelled = await cancelQueued(tx, sql`"teamId" = ${teamId}::uuid AND "authorId" = ${userId}::uuid`)
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
