import 'server-only'
import { appUrl } from '#lib/app-url.ts'
import { writeAudit } from '#lib/audit/run.ts'
import { hashOneTime, invitationPath, invitationSecret } from '#lib/auth/one-time.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { formatDay } from '#lib/format.ts'
import { log } from '#lib/log.ts'
import { canSendMail, sendMail } from '#lib/mail/mail.ts'
import { memberPolicy } from '#lib/teams/policy.ts'
import type { Invitation, InvitationInput, MadeInvitation } from './schema.ts'
import { invitationSchema } from './schema.ts'

const dayMs = 24 * 60 * 60_000
const pathOf = (id: string) => invitationPath(invitationSecret(id))
const gone = () =>
  new AppError('not_found', 'That invitation is gone: it was used, has ended, or was revoked.')

function requireManager(viewer: Viewer): void {
  if (!memberPolicy.manage(viewer)) throw new AppError('forbidden', 'Only admins invite. Ask one of them.')
}

/** The invitations to the viewer's team that still let somebody in, the newest first. Throws AppError `forbidden`. */
export async function listInvitations(viewer: Viewer): Promise<Invitation[]> {
  requireManager(viewer)
  const rows = await db.oneTimeToken.findMany({
    where: {
      teamId: viewer.teamId,
      kind: 'invite',
      revokedAt: null,
      expiresAt: { gt: new Date() },
      OR: [{ usesLeft: null }, { usesLeft: { gt: 0 } }],
      // Whoever could not give the role does not get its link.
      role: { in: memberPolicy.rolesToGive(viewer) },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
    select: {
      id: true,
      role: true,
      email: true,
      usesLeft: true,
      createdById: true,
      createdAt: true,
      expiresAt: true,
    },
  })
  const ids = rows.flatMap(({ createdById }) => createdById ?? [])
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map(({ createdById, createdAt, expiresAt, ...row }) =>
    invitationSchema.parse({
      ...row,
      createdBy: names.get(createdById ?? '') ?? '',
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      path: pathOf(row.id),
    }),
  )
}

interface Letter {
  id: string
  email: string
  expiresAt: Date
}

/** Whether the SMTP server took it. An invitation that it does not take is there all the same, and has a link. */
async function send(viewer: Viewer, { id, email, expiresAt }: Letter): Promise<boolean> {
  const address = new URL(pathOf(id), appUrl()).href
  const text = [
    `${viewer.name} invites you to ${viewer.teamName} on Atelier, where the team makes its pictures.`,
    `Open this link to join. It works once, until ${formatDay(expiresAt.toISOString())}:`,
    address,
    'If you did not expect this, you need not do anything.',
  ].join('\n\n')
  try {
    await sendMail({ to: email, subject: `${viewer.name} invites you to ${viewer.teamName}`, text })
    return true
  } catch (error) {
    log.warn({ err: error, invitationId: id }, 'an invitation was not sent')
    return false
  }
}

/**
 * Invites somebody into the viewer's team: whoever has the link, or whoever reads an e-mail, which is sent where the
 * server can. The same id asked for twice is one invitation. Throws AppError `forbidden`, also for a role above the
 * viewer's own, `conflict` (in the team already, or the id is another's).
 */
export async function createInvitation(viewer: Viewer, input: InvitationInput): Promise<MadeInvitation> {
  requireManager(viewer)
  const { id, role, email, days } = input
  if (!memberPolicy.rolesToGive(viewer).includes(role))
    throw new AppError('forbidden', 'You can give roles up to your own. Ask an owner.')
  if (email !== null) await requireNoMember(viewer, email)
  const expiresAt = new Date(Date.now() + days * dayMs)
  const usesLeft = email === null ? input.uses : 1
  const { teamId, userId } = viewer
  const hash = hashOneTime(invitationSecret(id))
  try {
    await db.$transaction(async (tx) => {
      const row = { id, hash, teamId, role, email, createdById: userId, usesLeft, expiresAt }
      await tx.oneTimeToken.create({ data: { ...row, kind: 'invite' }, select: { id: true } })
      await writeAudit(tx, {
        teamId,
        actorId: userId,
        action: 'invitation.create',
        subject: `invitation:${id}`,
        detail: { role, email, uses: usesLeft, days },
      })
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    if (!(await findOwn(viewer, id))) throw new AppError('conflict', 'Try again: this id is taken.')
    return { path: pathOf(id), isSent: null }
  }
  const isSent = email !== null && canSendMail() ? await send(viewer, { id, email, expiresAt }) : null
  return { path: pathOf(id), isSent }
}

async function requireNoMember(viewer: Viewer, email: string): Promise<void> {
  const member = await db.membership.findFirst({
    where: { teamId: viewer.teamId, leftAt: null, user: { email } },
    select: { id: true },
  })
  if (member) throw new AppError('conflict', `${email} is in the team already.`)
}

const findOwn = ({ teamId }: Viewer, id: string) =>
  db.oneTimeToken.findFirst({ where: { id, teamId, kind: 'invite', revokedAt: null } })

/** Sends an invitation's e-mail again. Throws AppError `not_found`, `forbidden`, `unavailable` where it is not taken. */
export async function resendInvitation(viewer: Viewer, id: string): Promise<void> {
  const found = await requireInvitation(viewer, id)
  const { email, expiresAt } = found
  const isSent = email !== null && canSendMail() && (await send(viewer, { id, email, expiresAt }))
  if (!isSent)
    throw new AppError('unavailable', 'The e-mail could not be sent. Copy the link, and send it yourself.')
}

async function requireInvitation(viewer: Viewer, id: string) {
  requireManager(viewer)
  const found = await findOwn(viewer, id)
  if (!found) throw gone()
  const { role } = found
  if (role !== null && !memberPolicy.rolesToGive(viewer).includes(role))
    throw new AppError('forbidden', 'Only an owner changes an invitation of an owner.')
  return found
}

/** Takes an invitation back: it lets nobody in any more. Throws AppError `not_found`, `forbidden`. */
export async function revokeInvitation(viewer: Viewer, id: string): Promise<void> {
  await requireInvitation(viewer, id)
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    const { count } = await tx.oneTimeToken.updateMany({
      where: { id, teamId, kind: 'invite', revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw gone()
    await writeAudit(tx, {
      teamId,
      actorId: userId,
      action: 'invitation.revoke',
      subject: `invitation:${id}`,
    })
  })
}
