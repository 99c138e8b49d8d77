import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import { isPassword } from './password.ts'
import type { Person } from './schema.ts'
import { tryOnce } from './throttle.ts'

/** A session ends when it was not used for so long. */
const idleDays = 30
const idle = sql`now() + ${idleDays} * interval '1 day'`

const userAgentOf = (headers: Headers) => (headers.get('user-agent') ?? '').slice(0, 300)

/**
 * Checks an e-mail address and a password, and opens a session; null when they do not fit, in the same time and with
 * the same answer whether the person exists or not. Throws AppError `throttled` for a miss after too many.
 */
export async function openSession(
  given: { email: string; password: string },
  headers: Headers,
): Promise<{ id: string; sessionId: string } | null> {
  const attempt = { address: addressOf(headers), account: given.email }
  const user = await tryOnce(attempt, async () => {
    const found = await db.user.findUnique({
      where: { email: given.email },
      select: { id: true, passwordHash: true },
    })
    return (await isPassword(given.password, found?.passwordHash ?? null)) ? found : null
  })
  if (!user) return null
  const sessionId = uuid()
  // A password that is being changed in this moment opens nothing that the change would not end.
  const opened = await db.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "userAgent", "address", "expiresAt")
    SELECT ${sessionId}::uuid, u."id", ${userAgentOf(headers)}, ${attempt.address}, ${idle} FROM "User" u
    WHERE u."id" = ${user.id}::uuid AND u."passwordHash" = ${user.passwordHash} FOR SHARE`
  return opened === 1 ? { id: user.id, sessionId } : null
}

/**
 * Opens a session of whom an identity belongs to; null where it is nobody's, or somebody's who was made anonymous. One
 * that is disconnected in this moment opens nothing.
 */
export async function openSessionOf(
  { issuer, subject }: { issuer: string; subject: string },
  headers: Headers,
): Promise<string | null> {
  const sessionId = uuid()
  const opened = await db.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "userAgent", "address", "expiresAt")
    SELECT ${sessionId}::uuid, u."id", ${userAgentOf(headers)}, ${addressOf(headers)}, ${idle}
    FROM "Account" a JOIN "User" u ON u."id" = a."userId"
    WHERE a."issuer" = ${issuer} AND a."subject" = ${subject} AND u."anonymisedAt" IS NULL FOR SHARE`
  return opened === 1 ? sessionId : null
}

/** So long after signing in somebody may open new ways in. */
const newMinutes = 15

/**
 * For what makes a new way in, and asks for no secret itself: whoever finds a browser that was left open shall not get
 * one that stays. Throws AppError `forbidden` where the person signed in more than 15 minutes ago; `what` is what they
 * may do after signing in again.
 */
export async function requireNewSession(
  person: Person,
  what: string,
  tx: Pick<typeof db, 'session'> = db,
): Promise<void> {
  const since = new Date(Date.now() - newMinutes * 60_000)
  const session = { id: person.sessionId, createdAt: { gt: since }, revokedAt: null }
  if (await tx.session.findFirst({ where: session, select: { id: true } })) return
  const sentence = `You signed in a while ago. Sign out and in again, then ${what} within ${newMinutes} minutes.`
  throw new AppError('forbidden', sentence)
}

/** Of a session `s`: whether it is five minutes since it was touched. Asked with the session itself, so that it costs nothing. */
export const isTouchDue = sql`s."lastSeenAt" < now() - interval '5 minutes'`

/** Moves a session's end on, for it is being used. */
export async function touchSession(sessionId: string): Promise<void> {
  await db.$executeRaw`UPDATE "Session" SET "lastSeenAt" = now(), "expiresAt" = ${idle} WHERE "id" = ${sessionId}::uuid`
}

const living = (person: Person) => ({
  userId: person.userId,
  revokedAt: null,
  expiresAt: { gt: new Date() },
})

/** Ends a session of the person's own, at once and everywhere; of others it knows nothing. False where there is none. */
export async function revokeSession(person: Person, sessionId: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { ...living(person), id: sessionId },
      data: { revokedAt: new Date() },
    })
    if (count === 0) return false
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'session.revoke',
      subject: `session:${sessionId}`,
    })
    return true
  })
}

/** Ends all sessions of a person but the one that asks, in the transaction of what it belongs to; returns how many. */
export async function revokeOtherSessions(tx: Prisma.TransactionClient, person: Person): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...living(person), id: { not: person.sessionId } },
    data: { revokedAt: new Date() },
  })
  return count
}
