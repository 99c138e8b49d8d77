import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { seal, unseal } from '#lib/auth/vault.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { notifyQueue, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { rememberSecret } from '#lib/log.ts'
import { cancelQueued } from '#lib/generations/run/cancel.ts'
import type { DirectUpstream, Upstream } from '#lib/upstream/port.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { credentialPolicy } from './policy.ts'
import { contextOf, openedBy } from './run.ts'
import type { Credential, CredentialProvider, NewCredential } from './schema.ts'
import { credentialSchema } from './schema.ts'

type Transaction = Prisma.TransactionClient

function requireManager(viewer: Viewer): void {
  if (!credentialPolicy.manage(viewer)) throw new AppError('forbidden', 'Only admins see and set keys.')
}

/** Which keys the team has of its own, without the keys. Throws AppError `forbidden`. */
export async function listCredentials(viewer: Viewer): Promise<Credential[]> {
  requireManager(viewer)
  const { teamId } = viewer
  const rows = await db.credential.findMany({ where: { teamId }, orderBy: { provider: 'asc' } })
  const ids = rows.map(({ createdById }) => createdById)
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return rows.map((row) =>
    credentialSchema.parse({
      provider: row.provider,
      lastFour: row.lastFour,
      createdBy: people.find(({ id }) => id === row.createdById)?.name ?? '',
      createdAt: row.createdAt.toISOString(),
      isReadable: unseal(row, contextOf(teamId, row.provider)) !== null,
    }),
  )
}

const isKnown = (upstream: Upstream | DirectUpstream): Promise<unknown> =>
  upstream.name === 'lumenfall' ? upstream.balance() : upstream.check()

/** Asks whether the key is known there. Only a plain no keeps it out: who is away may know it tomorrow. */
async function requireAccepted(provider: CredentialProvider, secret: string): Promise<void> {
  try {
    await isKnown(openedBy(provider, secret))
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === 'key_refused')
      throw new AppError('invalid', refusals[provider])
  }
}

const refusals: Record<CredentialProvider, string> = {
  lumenfall: 'The API refuses this key. Copy it again, or make another one.',
  gemini: 'The Gemini API refuses this key. Copy it again, or make another one.',
  vertex: 'Google refuses this service account. Make another key for it, and paste the whole file.',
}

/** What is sealed, and what tells it from another. */
function sealable(given: NewCredential): { secret: string; lastFour: string } {
  if (given.provider !== 'vertex') return { secret: given.secret, lastFour: given.secret.slice(-4) }
  const { account, location } = given
  return { secret: JSON.stringify({ account, location }), lastFour: account.private_key_id.slice(-4) }
}

/** What waits was asked for when another account was to pay: it is not paid by this one. */
async function cancelWaiting(tx: Transaction, teamId: string): Promise<void> {
  await cancelQueued(tx, sql`"teamId" = ${teamId}::uuid`)
  await tx.$queryRaw`SELECT ${notifyQueue}::text`
}

/**
 * Sets a key of the team's own, encrypted. From then on the team's calls are made, and paid, with that for Lumenfall; where it
 * had none, what waits is cancelled. One for a provider is used as the team's routing says.
 * Throws AppError `forbidden`, `invalid` for a key that is refused.
 */
export async function setCredential(viewer: Viewer, given: NewCredential): Promise<void> {
  requireManager(viewer)
  const { provider } = given
  const { secret, lastFour } = sealable(given)
  rememberSecret(secret)
  await requireAccepted(provider, secret)
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    const had = await tx.credential.findUnique({
      where: { teamId_provider: { teamId, provider } },
      select: { lastFour: true },
    })
    // A new row: what was made with the former one still says so.
    await tx.credential.deleteMany({ where: { teamId, provider } })
    const sealed = seal(secret, contextOf(teamId, provider))
    await tx.credential.create({
      data: { id: uuid(), teamId, provider, lastFour, createdById: userId, ...sealed },
      select: { id: true },
    })
    if (!had && provider === 'lumenfall') await cancelWaiting(tx, teamId)
    await writeAudit(tx, {
      teamId,
      actorId: userId,
      action: 'key.set',
      subject: `key:${provider}`,
      detail: { lastFour, before: had?.lastFour ?? null },
    })
  })
}

/**
 * Removes a key of the team's own. Without that for Lumenfall its calls are made with the server's, or by the stand-in where
 * it has none, and what waits is cancelled.
 * Throws AppError `forbidden`, `not_found`.
 */
export async function removeCredential(viewer: Viewer, provider: CredentialProvider): Promise<void> {
  requireManager(viewer)
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    const { count } = await tx.credential.deleteMany({ where: { teamId, provider } })
    if (count === 0) throw new AppError('not_found', 'There is no such key any more.')
    if (provider === 'lumenfall') await cancelWaiting(tx, teamId)
    await writeAudit(tx, { teamId, actorId: userId, action: 'key.remove', subject: `key:${provider}` })
  })
}
