import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { isPassword } from './password.ts'
import type { Person } from './schema.ts'
import { countTry, forgive } from './throttle.ts'

/** A session ends when it was not used for so long. */
const idleDays = 30
const idle = sql`now() + ${idleDays} * interval '1 day'`

/** The client's address. Our own server overwrites the header, unless a trusted proxy wrote it. */
export const addressOf = (headers: Headers) =>
  headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'unknown'

/**
 * Checks an e-mail address and a password, and opens a session; null when they do not fit, in the same time and with
 * the same answer whether the person exists or not. Throws AppError `throttled`.
 */
export async function openSession(
  given: { email: string; password: string },
  headers: Headers,
): Promise<{ id: string; sessionId: string } | null> {
  const attempt = { address: addressOf(headers), account: given.email }
  await countTry(attempt)
  const user = await db.user.findUnique({
    where: { email: given.email },
    select: { id: true, passwordHash: true },
  })
  if (!(await isPassword(given.password, user?.passwordHash ?? null)) || !user) return null
  await forgive(attempt)
  const sessionId = uuid()
  await db.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "userAgent", "address", "expiresAt")
    VALUES (${sessionId}::uuid, ${user.id}::uuid, ${(headers.get('user-agent') ?? '').slice(0, 300)}, ${attempt.address}, ${idle})`
  return { id: user.id, sessionId }
}

/** Of a session `s`: whether it is five minutes since it was touched. Asked with the session itself, so that it costs nothing. */
export const isTouchDue = sql`s."lastSeenAt" < now() - interval '5 minutes'`

/** Moves a session's end on, for it is being used. */
export async function touchSession(sessionId: string): Promise<void> {
  await db.$executeRaw`UPDATE "Session" SET "lastSeenAt" = now(), "expiresAt" = ${idle} WHERE "id" = ${sessionId}::uuid`
}

/** Ends a session of the person's own, at once and everywhere; of others it knows nothing. */
export async function revokeSession(person: Person, sessionId: string): Promise<void> {
  await db.session.updateMany({
    where: { id: sessionId, userId: person.userId, revokedAt: null },
    data: { revokedAt: new Date() },
  })
}
