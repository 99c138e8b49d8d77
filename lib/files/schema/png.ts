import { crc32, joined, latin, toLatin, u32, viewOf } from './bytes.ts'
import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'
import { orientationAlone, orientationIn } from './orientation.ts'

interface Chunk {
  type: string
  data: Uint8Array
  /** With its length and its sum. */
  whole: Uint8Array
}

const signature = '\x89PNG\r\n\x1a\n'

/** What decides how it looks. Texts, times, EXIF data, credentials and what nobody knows are not among them. */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV mDCv cLLI cLLi bKGD pHYs acTL fcTL fdAT'.split(
    ' ',
  ),
)

/** The chunks up to the end of the picture; what follows it is no part of it. */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  if (latin(bytes, 0, 8) !== signature) throw new Malformed('This is no PNG.')
  const view = viewOf(bytes)
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) break
    const type = latin(bytes, at + 4, at + 8)
    yield { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) }
    if (type === 'IEND') return
    at = end
  }
  throw new Malformed('This PNG ends too early.')
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([toLatin(type), data])
  return joined([u32(data.length), named, u32(crc32(named))])
}

/** Not compressed, in no language, and called nothing else. */
const xmpHead = toLatin('XML:com.adobe.xmp\0\0\0\0\0')
const xmpName = latin(xmpHead)

/** PNG: chunks; an XMP packet is an `iTXt` of a certain name. */
export const png: Container = {
  maxPacketBytes: 8_000_000,
  packetIn(bytes) {
    for (const { type, data } of chunksOf(bytes)) {
      if (type === 'iTXt' && latin(data, 0, xmpHead.length) === xmpName) return data.subarray(xmpHead.length)
    }
    return null
  },
  rewrite(bytes, packet) {
    const parts = [bytes.subarray(0, 8)]
    let hasBeside = false
    let turned = 1
    for (const { type, data } of chunksOf(bytes)) if (type === 'eXIf') turned = orientationIn(data)
    for (const { type, whole } of chunksOf(bytes)) {
      if (!kept.has(type)) continue
      // Before the pixels: who reads it need not read those.
      if ((type === 'IDAT' || type === 'fcTL') && !hasBeside) {
        hasBeside = true
        if (packet) parts.push(chunk('iTXt', joined([xmpHead, packet])))
        if (turned !== 1) parts.push(chunk('eXIf', orientationAlone(turned)))
      }
      parts.push(whole)
    }
    return joined(parts)
  },
}
