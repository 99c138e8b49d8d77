import { joined, latin, toLatin, u32, viewOf } from './bytes.ts'
import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'
import { orientationAlone, orientationIn } from './orientation.ts'

interface Chunk {
  type: string
  data: Uint8Array
}

/** Bits of the first byte of `VP8X`. */
const [hasExif, hasXmp, hasAlpha] = [0x08, 0x04, 0x10]

const kept = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

function chunksOf(bytes: Uint8Array): Chunk[] {
  if (latin(bytes, 0, 4) !== 'RIFF' || latin(bytes, 8, 12) !== 'WEBP') throw new Malformed('This is no WebP.')
  const view = viewOf(bytes)
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > end) throw new Malformed('This WebP ends too early.')
    chunks.push({ type: latin(bytes, at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

const written = ({ type, data }: Chunk): Uint8Array =>
  joined([toLatin(type), u32(data.length, true), data, new Uint8Array(data.length % 2)])

/** The head that a simple file does not have, and needs as soon as something stands beside its picture. */
function headOf(chunks: readonly Chunk[]): Uint8Array {
  const own = chunks.find(({ type }) => type === 'VP8X')
  if (own) return own.data.slice()
  const picture = chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L')
  if (!picture || picture.data.length < 10) throw new Malformed('There is no picture in this WebP.')
  const view = viewOf(picture.data)
  const isLossless = picture.type === 'VP8L'
  const bits = isLossless ? view.getUint32(1, true) : 0
  const width = isLossless ? (bits & 0x3fff) + 1 : view.getUint16(6, true) & 0x3fff
  const height = isLossless ? ((bits >>> 14) & 0x3fff) + 1 : view.getUint16(8, true) & 0x3fff
  const head = new Uint8Array(10)
  head[0] = isLossless && (bits >>> 28) & 1 ? hasAlpha : 0
  head.set(u32(width - 1, true).subarray(0, 3), 4)
  head.set(u32(height - 1, true).subarray(0, 3), 7)
  return head
}

/** WebP: chunks of RIFF; an XMP packet is one, and EXIF data is one, announced by the head. */
export const webp: Container = {
  maxPacketBytes: 8_000_000,
  packetIn: (bytes) => chunksOf(bytes).find(({ type }) => type === 'XMP ')?.data ?? null,
  rewrite(bytes, packet) {
    const chunks = chunksOf(bytes)
    const exif = chunks.find(({ type }) => type === 'EXIF')
    const turned = exif ? orientationIn(exif.data) : 1
    const picture = chunks.filter(({ type }) => kept.has(type) && type !== 'VP8X')
    const isSimple = !packet && turned === 1 && !chunks.some(({ type }) => type === 'VP8X')
    const head = headOf(chunks)
    const flags = (head[0] ?? 0) & ~(hasExif | hasXmp)
    head[0] = flags | (turned === 1 ? 0 : hasExif) | (packet ? hasXmp : 0)
    const body = joined([
      ...(isSimple ? [] : [written({ type: 'VP8X', data: head })]),
      ...picture.map(written),
      ...(turned === 1 ? [] : [written({ type: 'EXIF', data: orientationAlone(turned) })]),
      ...(packet ? [written({ type: 'XMP ', data: packet })] : []),
    ])
    return joined([toLatin('RIFF'), u32(4 + body.length, true), toLatin('WEBP'), body])
  },
}
