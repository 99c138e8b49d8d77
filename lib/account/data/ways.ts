import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import { listIssuers, listProviders } from '#lib/auth/providers.ts'
import type { Person } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Ways } from '../schema.ts'
import { waysSchema } from '../schema.ts'

const select = { id: true, issuer: true, provider: true, label: true, createdAt: true } as const

/** How a person gets in: by a password, and by whom else. */
export async function getWays(person: Person): Promise<Ways> {
  const [user, rows] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: person.userId }, select: { passwordHash: true } }),
    db.account.findMany({ where: { userId: person.userId }, orderBy: { id: 'asc' }, select }),
  ])
  const issuers = listIssuers()
  return waysSchema.parse({
    hasPassword: user.passwordHash !== null,
    identities: rows.map(({ issuer, createdAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      isOpen: issuers.includes(issuer),
    })),
    providers: listProviders(),
  })
}

/**
 * Disconnects an identity from the person's account. Throws AppError `not_found`, also for another's, and `conflict`
 * where it is the only way in: no password, and no other identity of a provider that this server asks.
 */
export async function disconnectIdentity(person: Person, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    // Of two that are disconnected at once, the second sees that the first is gone.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${person.userId}::uuid FOR UPDATE`
    const own = { id, userId: person.userId }
    const found = await tx.account.findFirst({ where: own, select: { provider: true, label: true } })
    if (!found) throw new AppError('not_found', 'That is disconnected already.')
    const { passwordHash } = await tx.user.findUniqueOrThrow({
      where: { id: person.userId },
      select: { passwordHash: true },
    })
    const others = { userId: person.userId, id: { not: id }, issuer: { in: listIssuers() } }
    if (passwordHash === null && (await tx.account.count({ where: others })) === 0)
      throw new AppError(
        'conflict',
        'This is your only way in. Set a password first, or connect another one.',
      )
    await tx.account.delete({ where: { id }, select: { id: true } })
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'identity.disconnect',
      subject: `user:${person.userId}`,
      detail: { provider: found.provider, label: found.label },
    })
  })
}
