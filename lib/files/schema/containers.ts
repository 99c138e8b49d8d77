import { latin } from './bytes.ts'
import { avif } from './avif.ts'
import { gif } from './gif.ts'
import { jpeg } from './jpeg.ts'
import type { Container, PictureMime } from './kinds.ts'
import { png } from './png.ts'
import { webp } from './webp.ts'

export const containers: Record<PictureMime, Container> = {
  'image/png': png,
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/gif': gif,
  'image/avif': avif,
}

/** What a file is, by its first bytes. */
export function kindOf(bytes: Uint8Array): PictureMime | null {
  const head = latin(bytes, 0, 32)
  if (head.startsWith('\x89PNG\r\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('GIF8')) return 'image/gif'
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'image/webp'
  return /^[^]{4}ftyp[^]*avi[fs]/.test(head) ? 'image/avif' : null
}
