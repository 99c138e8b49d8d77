import { joined, latin, toLatin } from './bytes.ts'
import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'

interface Block {
  /** Of an application extension, its name and code; of another block, nothing. */
  application: string | null
  isComment: boolean
  whole: Uint8Array
}

const [extension, picture, trailer] = [0x21, 0x2c, 0x3b]
const [commentLabel, applicationLabel] = [0xfe, 0xff]

const tableSize = (packed: number) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)

/** The end of a row of sub-blocks: each says its length, and one of none is the last. */
function endOfRow(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1 + (bytes[at] ?? 0)) if (bytes[at] === 0) return at + 1
  throw new Malformed('This GIF ends too early.')
}

const headLength = (bytes: Uint8Array) => 13 + tableSize(bytes[10] ?? 0)

function* blocksOf(bytes: Uint8Array): Generator<Block> {
  if (!/^GIF8[79]a/.test(latin(bytes, 0, 6))) throw new Malformed('This is no GIF.')
  for (let at = headLength(bytes); at < bytes.length;) {
    const kind = bytes[at]
    if (kind === trailer) return
    if (kind !== extension && kind !== picture) break
    const rest = kind === extension ? at + 2 : at + 11 + tableSize(bytes[at + 9] ?? 0)
    const end = endOfRow(bytes, rest)
    const label = kind === extension ? bytes[at + 1] : null
    yield {
      application: label === applicationLabel ? latin(bytes, at + 3, at + 14) : null,
      isComment: label === commentLabel,
      whole: bytes.subarray(at, end),
    }
    at = end
  }
  throw new Malformed('This GIF ends too early.')
}

/** How often it is shown, and its colours. */
const keptApplications = ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']
const xmpName = 'XMP DataXMP'

/**
 * What stands after a packet: whoever walks the sub-blocks takes any byte of the packet for a length, lands somewhere
 * in here, and is led to its end.
 */
const landing = Uint8Array.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0])

/** GIF: blocks; an XMP packet is an application extension whose packet is not cut into sub-blocks. */
export const gif: Container = {
  maxPacketBytes: 8_000_000,
  packetIn(bytes) {
    for (const { application, whole } of blocksOf(bytes))
      if (application === xmpName && whole.length > 14 + landing.length)
        return whole.subarray(14, whole.length - landing.length)
    return null
  },
  rewrite(bytes, packet) {
    const parts: Uint8Array[] = [bytes.slice(0, headLength(bytes))]
    for (const { application, isComment, whole } of blocksOf(bytes)) {
      if (!isComment && (application === null || keptApplications.includes(application))) parts.push(whole)
    }
    // Only the later version has extensions.
    if (packet) {
      parts[0]?.set(toLatin('GIF89a'))
      parts.push(toLatin(`\x21\xff\x0b${xmpName}`), packet, landing)
    }
    parts.push(Uint8Array.of(trailer))
    return joined(parts)
  },
}
