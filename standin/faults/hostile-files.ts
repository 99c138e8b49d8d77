import { constants, crc32, deflateRawSync } from 'node:zlib'

/** Shows whether anybody draws or serves it as it is: its script would write to the page's title. */
export const SCRIPTED_SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" onload="document.title = \'svg\'">' +
    '<script>document.title = "svg"</script><rect width="1024" height="1024" fill="#d97757"/></svg>',
)

const EDGE = 30_000

let huge: Buffer | undefined

/** A valid one-bit grey PNG of 30,000 × 30,000 black pixels: 112 MB once inflated, 900 million pixels once decoded. */
export function hugePng(): Buffer {
  huge ??= makeHugePng()
  return huge
}

function makeHugePng(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(EDGE, 0)
  header.writeUInt32BE(EDGE, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rowBytes = 1 + EDGE / 8
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = zlibZeros(rowBytes, EDGE)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

// A flushed piece of deflate stands alone, so one piece can be said again instead of being compressed again.
function zlibZeros(pieceBytes: number, count: number): Buffer {
  const atOnce = 300
  const piece = deflateRawSync(Buffer.alloc(pieceBytes * atOnce), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  })
  const end = Buffer.from([0x03, 0x00])
  const adler = Buffer.alloc(4)
  // Of zeros, the first half of the checksum stays 1 and the second counts the bytes.
  adler.writeUInt32BE((((pieceBytes * count) % 65_521) * 65_536 + 1) >>> 0)
  const pieces = Array.from({ length: count / atOnce }, () => piece)
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...pieces, end, adler])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, checksum])
}
