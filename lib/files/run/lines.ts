import { once } from 'node:events'
import { createDeflateRaw, createInflateRaw } from 'node:zlib'
import { Readable } from 'node:stream'

export interface Lines {
  add(line: Readonly<Record<string, unknown>>): Promise<void>
  /** All of them as JSON, with commas between; after this no more can be added. */
  read(): AsyncIterable<Uint8Array>
  close(): void
}

/**
 * Lines that are only read when all are there: kept compressed, so that those of 100,000 pictures, which say much the
 * same, are small.
 */
export function packedLines(): Lines {
  const deflate = createDeflateRaw({ level: 6 })
  const packed: Uint8Array[] = []
  let isFirst = true
  deflate.on('data', (part: Uint8Array) => packed.push(part))

  async function* read(): AsyncGenerator<Uint8Array> {
    deflate.end()
    await once(deflate, 'end')
    yield* Readable.from(packed).pipe(createInflateRaw())
  }

  return {
    add: async (line) => {
      const text = `${isFirst ? '' : ',\n'}${JSON.stringify(line)}`
      isFirst = false
      if (!deflate.write(text)) await once(deflate, 'drain')
    },
    read,
    close: () => void deflate.destroy(),
  }
}
