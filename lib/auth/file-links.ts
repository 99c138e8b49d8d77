import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { processWide } from '#lib/process-wide.ts'
import { callerOfToken } from './proof.ts'
import type { Caller } from './schema.ts'
import { authSecret } from './secret.ts'

const key = () =>
  processWide('file-key', () => Buffer.from(hkdfSync('sha256', authSecret(), '', 'atelier file links', 32)))

/** What stands in such an address: of which image, for which token, until which second since 1970. */
export const fileLinkSchema = z.object({
  image: z.uuid(),
  token: z.uuid(),
  until: z.coerce.number().int(),
  key: z.string().max(100),
})

type FileLink = z.infer<typeof fileLinkSchema>

const sign = ({ image, token, until }: Omit<FileLink, 'key'>) =>
  createHmac('sha256', key()).update(`${image}.${token}.${until}`).digest('base64url')

/** As long as the API's own addresses are good. */
const lifetimeSeconds = 60 * 60

/** What stands behind the `?` of an address that gives an image's bytes to whoever has it, for an hour. */
export function fileLinkQuery(
  { tokenId: token }: Pick<Caller, 'tokenId'>,
  image: string,
  now = Date.now(),
): string {
  const until = Math.floor(now / 1_000) + lifetimeSeconds
  return new URLSearchParams({ token, until: String(until), key: sign({ image, token, until }) }).toString()
}

/**
 * Who sees the image that such an address names: the program that it was given to, as it is now. Null for an address that
 * was never given out or is too old, for a token that opens nothing any more, and for what is in the trash, whoever sees
 * that in the studio.
 */
export async function fileLinkViewer(link: FileLink): Promise<Caller | null> {
  const expected = Buffer.from(sign(link))
  const given = Buffer.from(link.key)
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  if (!isOurs || link.until * 1_000 < Date.now()) return null
  const caller = await callerOfToken(link.token)
  if (!caller) return null
  const where = { id: link.image, teamId: caller.teamId, trashedAt: null }
  return (await db.image.findFirst({ where, select: { id: true } })) && caller
}
