import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { isPassword } from './password.ts'
import type { Visitor } from './schema.ts'
import { hashShareToken, isShareKey, shareKey } from './share-secrets.ts'
import { tryOnce } from './throttle.ts'

// The one place where visitors are proved.

const rowSchema = z.object({
  shareId: z.uuid(),
  teamId: z.uuid(),
  makerId: z.uuid(),
  version: z.number(),
  passwordHash: z.string().nullable(),
  showPrompts: z.boolean(),
  showParameters: z.boolean(),
  allowDownload: z.boolean(),
  allowRemix: z.boolean(),
  showStars: z.boolean(),
  showNames: z.boolean(),
})

/** One statement whatever was asked for: revoked, expired and unknown take the same way to the same nothing. */
async function findShare(token: string) {
  const rows = await db.$queryRaw`
    SELECT s."id" AS "shareId", s."teamId", s."createdById" AS "makerId", s."version", s."passwordHash",
      s."showPrompts", s."showParameters", s."allowDownload", s."allowRemix", s."showStars", s."showNames"
    FROM "Share" s
    WHERE s."tokenHash" = ${hashShareToken(token)} AND s."revokedAt" IS NULL
      AND (s."expiresAt" IS NULL OR s."expiresAt" > now())`
  return z.array(rowSchema).parse(rows)[0] ?? null
}

/**
 * Who has this token, with what the browser kept when the password was given. 'locked' where that is missing or is
 * another link's, version's or password's; null for a link that opens nothing, whatever the reason.
 */
export async function visitorOf(token: string, key: string | null): Promise<Visitor | 'locked' | null> {
  const row = await findShare(token)
  if (!row) return null
  const { passwordHash, ...share } = row
  if (passwordHash !== null && !isShareKey({ ...share, passwordHash }, key)) return 'locked'
  // The row has what a proof has, but for the brand.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { ...share, hasPassword: passwordHash !== null } as Visitor
}

export type Unlocked = { kind: 'opened'; key: string } | { kind: 'open' | 'wrong' | 'unknown' }

/**
 * Tries a password on a link; with the right one, what the browser shall keep. Throws AppError `throttled` after too
 * many misses from this address, or from it against this link.
 */
export async function unlock(token: string, password: string, address: string): Promise<Unlocked> {
  const row = await findShare(token)
  if (!row) return { kind: 'unknown' }
  const { passwordHash, ...share } = row
  if (passwordHash === null) return { kind: 'open' }
  const isRight = await tryOnce({ address, account: `share_${share.shareId}` }, async () =>
    (await isPassword(password, passwordHash)) ? true : null,
  )
  return isRight ? { kind: 'opened', key: shareKey({ ...share, passwordHash }) } : { kind: 'wrong' }
}
