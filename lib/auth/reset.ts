import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { appUrl } from '#lib/app-url.ts'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { canSendMail, sendMail } from '#lib/mail/mail.ts'
import { hashOneTime, newOneTimeSecret, oneTimeSecretSchema, resetPath } from './one-time.ts'
import { hashPassword } from './password.ts'
import { countMiss } from './throttle.ts'

// Whoever forgot their password is nobody for as long: what lets them in again is decided here.

const minuteMs = 60_000
/** By e-mail, which is read at once; and handed over by somebody, which takes longer. */
const lives = { mail: 60 * minuteMs, link: 24 * 60 * minuteMs }
/** Of one person, by e-mail, within an hour. */
const mostLetters = 3

/** A link by which a person chooses another password: below this server's address, said once. `by`: null for the server itself. */
export async function createReset(
  userId: string,
  kind: keyof typeof lives,
  by: { userId: string; teamId: string } | null,
): Promise<string> {
  const secret = newOneTimeSecret()
  await db.$transaction(async (tx) => {
    await tx.oneTimeToken.create({
      data: {
        id: uuid(),
        kind: 'reset',
        hash: hashOneTime(secret),
        userId,
        createdById: by?.userId ?? null,
        usesLeft: 1,
        expiresAt: new Date(Date.now() + lives[kind]),
      },
      select: { id: true },
    })
    await writeAudit(tx, {
      teamId: by?.teamId ?? null,
      actorId: by?.userId ?? null,
      action: 'password.reset_link',
      subject: `user:${userId}`,
      detail: { kind },
    })
  })
  return resetPath(secret)
}

/**
 * Sends a link to whoever has an account with this address, where the server can send e-mail; says nothing of whether
 * there is one, and takes as long either way.
 */
export function askForReset(email: string): void {
  if (!canSendMail()) return
  void letterTo(email).catch((error: unknown) => log.warn({ err: error }, 'a password link was not sent'))
}

async function letterTo(email: string): Promise<void> {
  const user = await db.user.findFirst({
    where: { email, anonymisedAt: null },
    select: { id: true, name: true },
  })
  if (!user) return
  const recent = await db.oneTimeToken.count({
    where: {
      userId: user.id,
      kind: 'reset',
      createdById: null,
      createdAt: { gt: new Date(Date.now() - lives.mail) },
    },
  })
  if (recent >= mostLetters) return
  const address = new URL(await createReset(user.id, 'mail', null), appUrl()).href
  const text = [
    `Somebody asked for a new password for ${user.name} on Atelier at ${appUrl().host}.`,
    'Open this link within an hour to choose one:',
    address,
    'If that was not you, you need not do anything: your password stays as it is.',
  ].join('\n\n')
  await sendMail({ to: email, subject: 'Choose a new password for Atelier', text })
}

const usable = (hash: string) => ({
  hash,
  kind: 'reset' as const,
  revokedAt: null,
  expiresAt: { gt: new Date() },
  usesLeft: { gt: 0 },
})

/** Whose password a link resets; null for one that resets none. Counted as a miss. */
export async function findReset(secret: string, address: string): Promise<{ email: string } | null> {
  const parsed = oneTimeSecretSchema.safeParse(secret)
  const token = parsed.success
    ? await db.oneTimeToken.findFirst({ where: usable(hashOneTime(parsed.data)), select: { userId: true } })
    : null
  const user =
    token?.userId &&
    (await db.user.findFirst({ where: { id: token.userId, anonymisedAt: null }, select: { email: true } }))
  if (user) return user
  await countMiss(address)
  return null
}

const takenRows = z.array(z.object({ userId: z.uuid() }))

/**
 * Sets the password of whom a link is for, and ends all their sessions and their other links. Returns the address that
 * they sign in with. Throws AppError `not_found` for a link that resets none.
 */
export async function resetPassword(secret: string, password: string): Promise<{ email: string }> {
  const passwordHash = await hashPassword(password)
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      UPDATE "OneTimeToken" SET "usesLeft" = 0
      WHERE "hash" = ${hashOneTime(secret)} AND "kind" = 'reset' AND "revokedAt" IS NULL AND "expiresAt" > now()
        AND "usesLeft" > 0
      RETURNING "userId"`
    const [taken] = takenRows.parse(rows)
    if (!taken) throw new AppError('not_found', 'This link was used, or has ended. Ask for another one.')
    const { userId } = taken
    const { email } = await tx.user.update({
      where: { id: userId },
      data: { passwordHash },
      select: { email: true },
    })
    await tx.oneTimeToken.updateMany({
      where: { userId, kind: 'reset', usesLeft: { gt: 0 } },
      data: { revokedAt: new Date() },
    })
    const ended = await tx.session.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    await writeAudit(tx, {
      teamId: null,
      actorId: userId,
      action: 'password.reset',
      subject: `user:${userId}`,
      detail: { endedSessions: ended.count },
    })
    return { email }
  })
}
