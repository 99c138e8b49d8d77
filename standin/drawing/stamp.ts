import { crc32 } from 'node:zlib'
import type { OutputFormat } from './encode.ts'

/**
 * The same picture with a comment of `text` inside, so that its bytes (and any hash of them) are its own. The files stay
 * valid: each format has a place for bytes that decoders skip.
 */
export function stamp(bytes: Buffer, format: OutputFormat, text: string): Buffer {
  return STAMPS[format](bytes, Buffer.from(text, 'latin1'))
}

const STAMPS: Readonly<Record<OutputFormat, (bytes: Buffer, text: Buffer) => Buffer>> = {
  png: stampPng,
  jpeg: (bytes, text) =>
    Buffer.concat([
      bytes.subarray(0, 2),
      Buffer.from([0xff, 0xfe]),
      uint16(text.length + 2),
      text,
      bytes.subarray(2),
    ]),
  gif: (bytes, text) => {
    const comment = text.subarray(0, 255)
    const block = Buffer.from([0x21, 0xfe, comment.length])
    return Buffer.concat([bytes.subarray(0, -1), block, comment, Buffer.from([0, 0x3b])])
  },
  webp: stampWebp,
  avif: (bytes, text) => Buffer.concat([bytes, uint32(text.length + 8), Buffer.from('free'), text]),
}

function stampPng(bytes: Buffer, text: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from('tEXtComment\0'), text])
  const chunk = Buffer.concat([uint32(named.length - 4), named, uint32(crc32(named))])
  const end = bytes.length - 12
  return Buffer.concat([bytes.subarray(0, end), chunk, bytes.subarray(end)])
}

// RIFF counts in little-endian and pads chunks to even lengths; decoders skip a chunk they do not know.
function stampWebp(bytes: Buffer, text: Buffer): Buffer {
  const even = text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(' ')])
  const header = Buffer.alloc(8)
  header.write('NOTE', 'latin1')
  header.writeUInt32LE(even.length, 4)
  const stamped = Buffer.concat([bytes, header, even])
  stamped.writeUInt32LE(stamped.length - 8, 4)
  return stamped
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
