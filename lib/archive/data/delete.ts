import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { cancelQueued } from '#lib/generations/run/cancel.ts'
import { enqueue, removalQueue } from '#lib/jobs/queues.ts'
import { archivePolicy } from '../policy.ts'

/**
 * Ends a team: nobody is in it any more, at once, its links and invitations are dead, its key is gone, and what waited
 * is cancelled. What it has is removed after that, in the background. `name` is the team's, typed. What is left is that
 * it was done, by whom and when. Throws AppError `forbidden`, `invalid` for another name, `conflict` while a call runs.
 */
export async function deleteTeam(viewer: Viewer, name: string): Promise<void> {
  if (!archivePolicy.delete(viewer)) throw new AppError('forbidden', 'Only owners delete the team.')
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Team" WHERE "id" = ${teamId}::uuid FOR UPDATE`
    const team = await tx.team.findUnique({
      where: { id: teamId, removeAt: null },
      select: { name: true, slug: true },
    })
    if (!team) throw new AppError('not_found', 'This team is deleted already.')
    if (team.name !== name) throw new AppError('invalid', `This is not the team’s name. Type “${team.name}”.`)
    await cancelQueued(tx, sql`"teamId" = ${teamId}::uuid`)
    if (await tx.generation.findFirst({ where: { teamId, status: 'running' }, select: { id: true } }))
      throw new AppError(
        'conflict',
        'Pictures of this team are being made right now, and may be paid. Wait until what runs has ended.',
      )
    const now = new Date()
    await tx.membership.updateMany({ where: { teamId, leftAt: null }, data: { leftAt: now } })
    await tx.share.updateMany({ where: { teamId, revokedAt: null }, data: { revokedAt: now } })
    await tx.token.updateMany({ where: { teamId, revokedAt: null }, data: { revokedAt: now } })
    await tx.oneTimeToken.updateMany({ where: { teamId, revokedAt: null }, data: { revokedAt: now } })
    await tx.credential.deleteMany({ where: { teamId } })
    await tx.team.update({ where: { id: teamId }, data: { removeAt: now }, select: { id: true } })
    await writeAudit(tx, {
      teamId: null,
      actorId: userId,
      action: 'team.delete',
      subject: `team:${teamId}`,
      detail: { name: team.name, slug: team.slug },
    })
    await enqueue(tx, removalQueue, [{ teamId }])
  })
}
