import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import { hashPassword, isPassword } from '#lib/auth/password.ts'
import type { Person } from '#lib/auth/schema.ts'
import { revokeOtherSessions, revokeSession } from '#lib/auth/sessions.ts'
import { tryOnce } from '#lib/auth/throttle.ts'
import { db } from '#lib/db/client.ts'
import { deviceOf } from '#lib/device.ts'
import { AppError } from '#lib/errors.ts'
import type { Account, PasswordChange, Profile, Session } from './schema.ts'
import { accountSchema, sessionSchema } from './schema.ts'

/** What a person's account says about them. */
export async function getAccount(person: Person): Promise<Account> {
  const select = { name: true, email: true, timeZone: true }
  return accountSchema.parse(await db.user.findUniqueOrThrow({ where: { id: person.userId }, select }))
}

export async function updateProfile(person: Person, profile: Profile): Promise<void> {
  const { name, timeZone } = profile
  await db.user.update({ where: { id: person.userId }, data: { name, timeZone }, select: { id: true } })
}

const changedElsewhere = 'Your password was changed elsewhere in this moment. Sign in with the new one.'

/**
 * Changes the person's password, and ends all their other sessions with it; returns how many. Misses count as misses
 * at sign-in do, by `address` and account. Throws AppError `invalid` (not the current one), `throttled`, `conflict`
 * (it was changed elsewhere meanwhile).
 */
export async function changePassword(
  person: Person,
  { currentPassword, newPassword }: PasswordChange,
  address: string,
): Promise<number> {
  const select = { email: true, passwordHash: true }
  const user = await db.user.findUniqueOrThrow({ where: { id: person.userId }, select })
  const attempt = { address, account: user.email }
  const isRight = await tryOnce(attempt, async () =>
    (await isPassword(currentPassword, user.passwordHash)) ? true : null,
  )
  if (isRight === null) {
    throw new AppError('invalid', 'This is not your current password. Check it, and try again.')
  }
  const passwordHash = await hashPassword(newPassword)
  return db.$transaction(async (tx) => {
    const unchanged = { id: person.userId, passwordHash: user.passwordHash }
    const { count } = await tx.user.updateMany({ where: unchanged, data: { passwordHash } })
    if (count === 0) throw new AppError('conflict', changedElsewhere)
    const ended = await revokeOtherSessions(tx, person)
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'password.change',
      subject: `user:${person.userId}`,
      detail: { endedSessions: ended },
    })
    return ended
  })
}

/** The browsers that are signed in as this person, the newest first. */
export async function listSessions(person: Person): Promise<Session[]> {
  const rows = await db.session.findMany({
    where: { userId: person.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, userAgent: true, address: true, createdAt: true, lastSeenAt: true },
  })
  return rows.map(({ userAgent, createdAt, lastSeenAt, ...row }) =>
    sessionSchema.parse({
      ...row,
      device: deviceOf(userAgent),
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      isCurrent: row.id === person.sessionId,
    }),
  )
}

/** Ends one of the person's sessions, at once and everywhere. Throws AppError `not_found`, also for another's. */
export async function endSession(person: Person, id: string): Promise<void> {
  if (!(await revokeSession(person, id))) throw new AppError('not_found', 'That session has ended already.')
}

/** Ends all of the person's sessions but the one that asks; returns how many. */
export async function endOtherSessions(person: Person): Promise<number> {
  return db.$transaction(async (tx) => {
    const ended = await revokeOtherSessions(tx, person)
    if (ended === 0) return 0
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'session.revoke_others',
      subject: `user:${person.userId}`,
      detail: { endedSessions: ended },
    })
    return ended
  })
}
