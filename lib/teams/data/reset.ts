import 'server-only'
import { createReset } from '#lib/auth/reset.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { memberPolicy } from '../policy.ts'
import { requireMember } from './members.ts'

/**
 * A link by which a member who cannot sign in chooses another password, for a day and once; its path below this server's
 * address. Throws AppError `forbidden`, also for who is in other teams or the server's admin, `not_found`.
 */
export async function createResetLink(viewer: Viewer, userId: string): Promise<{ path: string }> {
  if (!viewer.isAdmin && !memberPolicy.manage(viewer))
    throw new AppError('forbidden', 'Only admins make links for other people’s passwords.')
  const member = await requireMember(viewer, db, userId)
  const { isAdmin, memberships } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      isAdmin: true,
      memberships: { where: { leftAt: null, teamId: { not: viewer.teamId } }, select: { id: true }, take: 1 },
    },
  })
  if (!memberPolicy.reset(viewer, { ...member, isAdmin, isInOtherTeams: memberships.length > 0 }))
    throw new AppError(
      'forbidden',
      'They are in other teams as well, or above you: only whoever set the server up can make this link.',
    )
  return { path: await createReset(userId, 'link', { userId: viewer.userId, teamId: viewer.teamId }) }
}
