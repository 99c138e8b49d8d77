import { setImmediate } from 'node:timers/promises'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { Deliver } from '../contract.ts'
import { bytesOf, writePiece } from '../http/deliver.ts'

const MEBIBYTE = 1024 * 1024

/** A well-formed answer with one picture of so many MiB, without a content-length. */
export function deliverHugeBody(mebibytes: number): Deliver {
  return async (response, answer, left) => {
    response.writeHead(answer.status, { ...answer.headers, 'content-type': 'application/json' })
    response.write('{"created":1700000000,"data":[{"b64_json":"')
    const piece = Buffer.alloc(MEBIBYTE, 'A')
    for (let sent = 0; sent < mebibytes; sent++) {
      if (!(await writePiece(response, piece, left))) return 'sent'
    }
    response.end('"}]}')
    return 'sent'
  }
}

/** The true answer after so many MiB of blanks, gzipped to about a thousandth: harmless on the wire, not in memory. */
export function deliverGzipBomb(mebibytes: number): Deliver {
  return async (response, answer, left) => {
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    })
    const blanks = Buffer.alloc(MEBIBYTE, ' ')
    const json = bytesOf(answer)
    // Flushed pieces of deflate stand alone: the blanks are compressed once and said again and again.
    const piece = deflateRawSync(blanks, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
    let checksum = 0
    response.write(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]))
    for (let sent = 0; sent < mebibytes; sent++) {
      checksum = crc32(blanks, checksum)
      // A client may take it all without once being slow; the other calls want their turn too.
      await setImmediate()
      if (!(await writePiece(response, piece, left))) return 'sent'
    }
    const trailer = Buffer.alloc(8)
    trailer.writeUInt32LE(crc32(json, checksum))
    trailer.writeUInt32LE((mebibytes * MEBIBYTE + json.length) % 2 ** 32, 4)
    response.end(Buffer.concat([deflateRawSync(json), trailer]))
    return 'sent'
  }
}
