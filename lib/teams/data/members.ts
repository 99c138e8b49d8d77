import 'server-only'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { memberPolicy } from '../policy.ts'
import type { Member } from '../schema/team.ts'
import { memberSchema, roleSchema } from '../schema/team.ts'
import { lockTeam } from './change.ts'

type Transaction = Prisma.TransactionClient

const rowsSchema = z.array(
  z.object({
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    isAdmin: z.boolean(),
    role: roleSchema,
    joinedAt: z.date(),
    isInOtherTeams: z.boolean(),
  }),
)

function toMember(viewer: Viewer, row: z.infer<typeof rowsSchema>[number]): Member {
  const { userId, name, email, role, joinedAt } = row
  const isMe = userId === viewer.userId
  const can = {
    roles: memberPolicy
      .rolesToGive(viewer)
      .filter((given) => given !== role && memberPolicy.changeRole(viewer, row, given)),
    remove: memberPolicy.remove(viewer, row),
    reset: memberPolicy.reset(viewer, row),
  }
  const shown = isMe || memberPolicy.manage(viewer) ? email : null
  return memberSchema.parse({
    id: userId,
    name,
    email: shown,
    role,
    joinedAt: joinedAt.toISOString(),
    isMe,
    can,
  })
}

/** Who is in the viewer's team, the most trusted first, with what the viewer may do about each. */
export async function listMembers(viewer: Viewer): Promise<Member[]> {
  const rows = await db.$queryRaw`
    SELECT u."id" AS "userId", u."name", u."email", u."isAdmin", m."role", m."joinedAt",
      EXISTS (
        SELECT 1 FROM "Membership" o WHERE o."userId" = u."id" AND o."teamId" <> m."teamId" AND o."leftAt" IS NULL
      ) AS "isInOtherTeams"
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
    WHERE m."teamId" = ${viewer.teamId}::uuid AND m."leftAt" IS NULL
    ORDER BY m."role" DESC, lower(u."name"), u."id"`
  return rowsSchema.parse(rows).map((row) => toMember(viewer, row))
}

/** Throws AppError `forbidden`, before anything is looked for. */
export function requireManager(viewer: Viewer): void {
  if (!memberPolicy.manage(viewer))
    throw new AppError('forbidden', 'Only admins change who is in the team, and what they may do.')
}

/** A member of the viewer's team. Throws AppError `not_found` for everybody else. */
export async function requireMember(
  viewer: Viewer,
  client: Pick<Transaction, 'membership'>,
  userId: string,
): Promise<{ userId: string; role: Role }> {
  const found = await client.membership.findFirst({
    where: { teamId: viewer.teamId, userId, leftAt: null },
    select: { userId: true, role: true },
  })
  if (!found) throw new AppError('not_found', 'They are not in this team any more.')
  return found
}

/** Throws AppError `conflict` where nobody else owns the team. After `lockTeam`, so that no two go at once. */
export async function requireAnotherOwner(viewer: Viewer, tx: Transaction, userId: string): Promise<void> {
  const another = await tx.membership.findFirst({
    where: { teamId: viewer.teamId, role: 'owner', leftAt: null, userId: { not: userId } },
    select: { id: true },
  })
  if (!another)
    throw new AppError(
      'conflict',
      'A team has an owner. Make another member an owner first, or delete the team.',
    )
}

/**
 * Gives a member another role: up to the viewer's own, and an owner's only by another owner. The last owner stays one.
 * Throws AppError `not_found`, `forbidden`, `conflict`.
 */
export async function changeRole(viewer: Viewer, userId: string, role: Role): Promise<void> {
  const { teamId } = viewer
  requireManager(viewer)
  await db.$transaction(async (tx) => {
    await lockTeam(viewer, tx)
    const member = await requireMember(viewer, tx, userId)
    if (!memberPolicy.changeRole(viewer, member, role))
      throw new AppError(
        'forbidden',
        'Only admins change roles, up to their own, and only owners those of owners.',
      )
    if (member.role === role) return
    if (member.role === 'owner') await requireAnotherOwner(viewer, tx, userId)
    await tx.membership.updateMany({ where: { teamId, userId, leftAt: null }, data: { role } })
    await writeAudit(tx, {
      teamId,
      actorId: viewer.userId,
      action: 'member.role',
      subject: `user:${userId}`,
      detail: { from: member.role, to: role },
    })
  })
}
