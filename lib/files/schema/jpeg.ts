import { joined, latin, toLatin, viewOf } from './bytes.ts'
import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'
import { orientationAlone, orientationIn } from './orientation.ts'

interface Segment {
  marker: number
  /** Without marker and length; of what has none, empty. */
  data: Uint8Array
  whole: Uint8Array
}

const [SOI, EOI, SOS, COM, APP0, APP1, APP2, APP14, APP15] = [
  0xd8, 0xd9, 0xda, 0xfe, 0xe0, 0xe1, 0xe2, 0xee, 0xef,
]

const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Where the next marker stands after compressed data, in which 0xff is followed by 0 or a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !isAlone(next)) return at
  }
  return bytes.length
}

/** The segment that begins at a marker; null where none does. */
function segmentAt(bytes: Uint8Array, at: number): Segment | null {
  const marker = bytes[at + 1] ?? 0
  if (bytes[at] !== 0xff || marker === 0 || isAlone(marker)) return null
  const whole = bytes.subarray(at, at + 2)
  if (marker === EOI) return { marker, data: whole.subarray(2), whole }
  if (at + 4 > bytes.length) return null
  const end = at + 2 + viewOf(bytes).getUint16(at + 2)
  if (end > bytes.length || end < at + 4) return null
  const next = marker === SOS ? endOfScan(bytes, end) : end
  return { marker, data: bytes.subarray(at + 4, end), whole: bytes.subarray(at, next) }
}

/** Everything from the first marker to the end of the picture; a scan's data is part of its segment. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  if (latin(bytes, 0, 2) !== '\xff\xd8') throw new Malformed('This is no JPEG.')
  for (let at = 2; at < bytes.length;) {
    // Any number of 0xff may stand before a marker.
    while (bytes[at + 1] === 0xff) at++
    const segment = segmentAt(bytes, at)
    if (!segment) break
    yield segment
    if (segment.marker === EOI) return
    at += segment.whole.length
  }
  throw new Malformed('This JPEG ends too early.')
}

const xmpHead = 'http://ns.adobe.com/xap/1.0/\0'
const exifHead = 'Exif\0\0'
const begins = ({ data }: Segment, head: string) => latin(data, 0, head.length) === head

/** JFIF, the colour profile, and how the colours are coded; other notes of programs go, and comments. */
function isKept(segment: Segment): boolean {
  const { marker } = segment
  if (marker === COM) return false
  if (marker < APP0 || marker > APP15) return true
  if (marker === APP0) return begins(segment, 'JFIF\0')
  if (marker === APP2) return begins(segment, 'ICC_PROFILE\0')
  return marker === APP14 && begins(segment, 'Adobe')
}

function app1(head: string, data: Uint8Array): Uint8Array {
  const length = new Uint8Array(2)
  viewOf(length).setUint16(0, 2 + head.length + data.length)
  return joined([Uint8Array.of(0xff, APP1), length, toLatin(head), data])
}

function turnedBy(bytes: Uint8Array): number {
  for (const segment of segmentsOf(bytes)) {
    if (segment.marker === SOS) break
    if (segment.marker === APP1 && begins(segment, exifHead)) return orientationIn(segment.data)
  }
  return 1
}

/** JPEG: segments; an XMP packet is an APP1 of a certain name, and so is EXIF data. */
export const jpeg: Container = {
  // A segment's length has 16 bits, of which the packet has what its name leaves.
  maxPacketBytes: 0xffff - 2 - xmpHead.length,
  packetIn(bytes) {
    for (const segment of segmentsOf(bytes)) {
      if (segment.marker === SOS) return null
      if (segment.marker === APP1 && begins(segment, xmpHead)) return segment.data.subarray(xmpHead.length)
    }
    return null
  },
  rewrite(bytes, packet) {
    const turned = turnedBy(bytes)
    const beside = [
      ...(turned === 1 ? [] : [app1(exifHead, orientationAlone(turned))]),
      ...(packet ? [app1(xmpHead, packet)] : []),
    ]
    const parts: Uint8Array[] = [Uint8Array.of(0xff, SOI)]
    let isBesideThere = false
    for (const segment of segmentsOf(bytes)) {
      if (!isKept(segment)) continue
      // JFIF, where it is, comes first.
      if (segment.marker !== APP0 && !isBesideThere) {
        parts.push(...beside)
        isBesideThere = true
      }
      parts.push(segment.whole)
    }
    return joined(parts)
  },
}
