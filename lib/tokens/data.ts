import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { hashTokenSecret, newTokenSecret } from '#lib/auth/token-secrets.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { rememberSecret } from '#lib/log.ts'
import { tokenPolicy } from './policy.ts'
import type { NewToken, Token } from './schema.ts'
import { tokenSchema } from './schema.ts'

const dayMs = 24 * 60 * 60_000
/** A person loses count long before. */
const mostTokens = 50

/** The tokens that are still good, the newest first: one's own, and for admins everybody's. */
export async function listTokens(viewer: Viewer): Promise<Token[]> {
  const rows = await db.token.findMany({
    where: {
      teamId: viewer.teamId,
      revokedAt: null,
      AND: [{ OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }],
      ...(tokenPolicy.manageAll(viewer) ? {} : { ownerId: viewer.userId }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
    select: {
      id: true,
      name: true,
      lastFour: true,
      scopes: true,
      corsOrigins: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      owner: { select: { user: { select: { id: true, name: true } } } },
    },
  })
  return rows.map(({ owner, createdAt, expiresAt, lastUsedAt, ...row }) =>
    tokenSchema.parse({
      ...row,
      owner: owner.user,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }),
  )
}

/**
 * Makes a token for the viewer, and says its secret: this once, for only its hash is kept. Throws AppError `forbidden`
 * (a guest), `conflict` (too many, or the id was used: then the secret cannot be said again).
 */
export async function createToken(viewer: Viewer, input: NewToken): Promise<{ secret: string }> {
  if (!tokenPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but make no tokens.')
  const secret = newTokenSecret()
  rememberSecret(secret)
  const { teamId, userId } = viewer
  const { id, name, scopes, days, corsOrigins } = input
  const lastFour = secret.slice(-4)
  const expiresAt = days === null ? null : new Date(Date.now() + days * dayMs)
  try {
    await db.$transaction(async (tx) => {
      const there = await tx.token.count({ where: { teamId, ownerId: userId, revokedAt: null } })
      if (there >= mostTokens)
        throw new AppError('conflict', `You have ${mostTokens} tokens. Revoke some first.`)
      const row = { id, teamId, ownerId: userId, name, scopes, corsOrigins, lastFour, expiresAt }
      await tx.token.create({ data: { ...row, hash: hashTokenSecret(secret) }, select: { id: true } })
      const detail = { lastFour, scopes, days }
      await writeAudit(tx, {
        teamId,
        actorId: userId,
        action: 'token.create',
        subject: `token:${id}`,
        detail,
      })
    })
  } catch (error) {
    if (isTaken(error))
      throw new AppError('conflict', 'This token was made already. Revoke it, and make another one.')
    throw error
  }
  return { secret }
}

/**
 * Revokes a token: from the next request on it opens nothing. What it asked for runs on. Throws AppError `not_found`, also
 * for a colleague's, and `forbidden` to who has become a guest.
 */
export async function revokeToken(viewer: Viewer, id: string): Promise<void> {
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    const token = await tx.token.findFirst({
      where: { id, teamId, revokedAt: null },
      select: { ownerId: true },
    })
    const isManaged = token !== null && tokenPolicy.manage(viewer, token.ownerId)
    if (token?.ownerId === userId && !isManaged)
      throw new AppError('forbidden', 'Guests revoke no tokens. Ask an admin.')
    if (!isManaged) throw new AppError('not_found', 'There is no such token any more.')
    await tx.token.update({ where: { id }, data: { revokedAt: new Date() }, select: { id: true } })
    await writeAudit(tx, { teamId, actorId: userId, action: 'token.revoke', subject: `token:${id}` })
  })
}
