import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import { hashPassword, isPassword } from '#lib/auth/password.ts'
import type { Person } from '#lib/auth/schema.ts'
import { requireNewSession, revokeOtherSessions } from '#lib/auth/sessions.ts'
import { tryOnce } from '#lib/auth/throttle.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { NewPassword, PasswordChange } from '../schema.ts'

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

const alreadySet = 'You have a password already. Reload the page to change it.'

/**
 * Sets a password for a person who has none, and ends all their other sessions; returns how many. There is no present
 * one to ask for, so the session must be new. Throws AppError `conflict` (there is one), `forbidden` (the session is
 * older).
 */
export async function setPassword(person: Person, { newPassword }: NewPassword): Promise<number> {
  const passwordHash = await hashPassword(newPassword)
  return db.$transaction(async (tx) => {
    await requireNewSession(person, 'set a password', tx)
    const without = { id: person.userId, passwordHash: null }
    const { count } = await tx.user.updateMany({ where: without, data: { passwordHash } })
    if (count === 0) throw new AppError('conflict', alreadySet)
    const ended = await revokeOtherSessions(tx, person)
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'password.set',
      subject: `user:${person.userId}`,
      detail: { endedSessions: ended },
    })
    return ended
  })
}
