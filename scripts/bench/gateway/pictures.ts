import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(4 + named.length + 4)
  frame.writeUInt32BE(data.length, 0)
  named.copy(frame, 4)
  frame.writeUInt32BE(crc32(named), 4 + named.length)
  return frame
}

const text = (words: string) => chunk('tEXt', Buffer.from(`Comment\0${words}`, 'latin1'))
const end = chunk('IEND', Buffer.alloc(0))

/** A PNG that differs in nothing but a comment: no two answers have the same bytes, and making one costs next to nothing. */
export interface Picture {
  bytes: number
  /** The same for all of them. */
  base64: string
  /** The rest, in base64, of the one with these words. */
  tailOf(words: string): string
  hashOf(words: string): string
}

/** The words' place is as long for all of them, so that all are as large. */
const padded = (words: string) => words.padEnd(40)

function commented(png: Buffer): Picture {
  const body = png.subarray(0, png.length - end.length)
  const filler = text('-'.repeat(3 - ((body.length + text('').length) % 3)))
  const prefix = Buffer.concat([body, filler])
  const tail = (words: string) => Buffer.concat([text(padded(words)), end])
  return {
    bytes: prefix.length + tail('').length,
    base64: prefix.toString('base64'),
    tailOf: (words) => tail(words).toString('base64'),
    hashOf: (words) => createHash('sha256').update(prefix).update(tail(words)).digest('hex'),
  }
}

/** Half of each value is noise, so that it weighs what a photograph of a megapixel does: 1.5 MB. The same each time. */
function noise(edge: number): Buffer {
  const pixels = Buffer.alloc(edge * edge * 3)
  let state = 1
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    // Of one shade over many rows: what a row's values have in common costs nothing then.
    const shade = Math.floor((at * 16) / pixels.length)
    pixels[at] = shade * 16 + (state >>> 28)
  }
  return pixels
}

export const largeEdge = 1024

async function drawn(edge: number): Promise<Picture> {
  const raw = { width: edge, height: edge, channels: 3 } as const
  return commented(await sharp(noise(edge), { raw }).png({ compressionLevel: 6 }).toBuffer())
}

/** A whole picture of a megapixel, and one of a few bytes. */
export const pictures = { large: await drawn(largeEdge), tiny: await drawn(4) }

/** Which of them a prompt asks for: "large 17", "tiny 4"; anything before the number but "tiny" means the large one. */
export const pictureOf = (prompt: string): Picture =>
  prompt.startsWith('tiny') ? pictures.tiny : pictures.large
