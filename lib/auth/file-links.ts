import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { db } from '#lib/db/client.ts'
import { processWide } from '#lib/process-wide.ts'
import type { Viewer } from './schema.ts'
import { memberOf } from './proof.ts'
import { authSecret } from './secret.ts'

const key = () =>
  processWide('file-key', () => Buffer.from(hkdfSync('sha256', authSecret(), '', 'atelier file links', 32)))

const sign = (imageId: string, until: number) =>
  createHmac('sha256', key()).update(`${imageId}.${until}`).digest('base64url')

/** As long as the API's own addresses are good. */
const lifetimeSeconds = 60 * 60

/** What stands behind the `?` of an address that gives an image's bytes to whoever has it, for an hour. */
export function fileLinkQuery(imageId: string, now = Date.now()): string {
  const until = Math.floor(now / 1_000) + lifetimeSeconds
  return new URLSearchParams({ until: String(until), key: sign(imageId, until) }).toString()
}

/**
 * Whose image it is that such an address names: its author, as they are now in the team; null for an address that was
 * never given out or is too old, and for the image of somebody who left.
 */
export async function fileLinkViewer(imageId: string, until: number, given: string): Promise<Viewer | null> {
  const expected = Buffer.from(sign(imageId, until))
  const bytes = Buffer.from(given)
  const isOurs = bytes.length === expected.length && timingSafeEqual(bytes, expected)
  if (!isOurs || until * 1_000 < Date.now()) return null
  const image = await db.image.findUnique({
    where: { id: imageId },
    select: { teamId: true, authorId: true },
  })
  return image && memberOf(db, image.teamId, image.authorId)
}
