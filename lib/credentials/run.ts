import { z } from 'zod'
import { currentKeyId, seal, unseal } from '#lib/auth/vault.ts'
import { db } from '#lib/db/client.ts'
import { log, rememberSecret } from '#lib/log.ts'
import type { DirectUpstream, Upstream } from '#lib/upstream/port.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { vertexSecretSchema } from '#lib/upstream/google/schema.ts'
import { geminiWith, ownUpstream, upstream, vertexWith } from '#lib/upstream/upstream.ts'
import type { CredentialProvider } from './schema.ts'
import { credentialProviderSchema } from './schema.ts'

/** What a sealed key belongs to. */
export const contextOf = (teamId: string, provider: string): string => `${teamId}.Credential.${provider}`

const selection = { teamId: true, provider: true, ciphertext: true, iv: true, keyId: true } as const

/** The upstream that a team's own key opens, by the id of the key; null where it is gone, or cannot be read. */
export async function openUpstream(credentialId: string): Promise<Upstream | DirectUpstream | null> {
  const row = await db.credential.findUnique({ where: { id: credentialId }, select: selection })
  const secret = row && unseal(row, contextOf(row.teamId, row.provider))
  if (row && secret === null) log.warn({ credentialId }, 'a key cannot be read with the keys of this server')
  if (!row || !secret) return null
  rememberSecret(secret)
  return openedBy(credentialProviderSchema.parse(row.provider), secret)
}

/** What a secret opens. */
export function openedBy(provider: CredentialProvider, secret: string): Upstream | DirectUpstream {
  if (provider === 'lumenfall') return ownUpstream(secret)
  if (provider === 'gemini') return geminiWith(secret)
  return vertexWith(vertexSecretSchema.parse(JSON.parse(secret)))
}

/**
 * What an account is asked with: `server`, or the id of a team's own key.
 * Throws UpstreamError `key_missing` for a key that is gone, or cannot be read here.
 */
export async function upstreamOf(account: string): Promise<Upstream> {
  if (account === 'server') return upstream()
  const own = await openUpstream(account)
  if (own?.name !== 'lumenfall') throw new UpstreamError('key_missing', "The team's own key cannot be read.")
  return own
}

const idRows = z.array(z.object({ id: z.uuid() }))

/** A team's present key for Lumenfall, by its id. */
export async function currentCredential(teamId: string): Promise<string | null> {
  const rows = await db.$queryRaw`
    SELECT "id" FROM "Credential" WHERE "teamId" = ${teamId}::uuid AND "provider" = 'lumenfall'`
  return idRows.parse(rows)[0]?.id ?? null
}

/** Seals anew what was sealed with an older key of the server's, so that that one can go. */
export async function resealCredentials(): Promise<void> {
  const rows = await db.credential.findMany({
    where: { keyId: { not: currentKeyId() } },
    select: { id: true, ...selection },
  })
  for (const { id, ...row } of rows) {
    const secret = unseal(row, contextOf(row.teamId, row.provider))
    if (secret === null) log.warn({ credentialId: id }, 'a key cannot be read with the keys of this server')
    else
      await db.credential.updateMany({
        where: { id, keyId: row.keyId },
        data: seal(secret, contextOf(row.teamId, row.provider)),
      })
  }
}
