import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Person } from '#lib/auth/schema.ts'
import { revokeOtherSessions, revokeSession } from '#lib/auth/sessions.ts'
import { db } from '#lib/db/client.ts'
import { deviceOf } from '#lib/device.ts'
import { AppError } from '#lib/errors.ts'
import type { Session } from '../schema.ts'
import { sessionSchema } from '../schema.ts'

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
