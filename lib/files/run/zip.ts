import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { makeZip } from 'client-zip'
import { isAppError } from '#lib/errors.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { endingOf } from '../schema/options.ts'
import type { DownloadOptions } from '../schema/options.ts'
import { pictureMimes } from '../schema/kinds.ts'
import { counted } from './ending.ts'
import type { Lines } from './lines.ts'
import { packedLines } from './lines.ts'
import type { Original } from './render.ts'
import { renderDownload } from './render.ts'

export interface ZipImage extends Original {
  /** Without its ending, and never twice in one zip. */
  name: string
  createdAt: Date
  /** What the manifest says of it. */
  facts: Readonly<Record<string, unknown>>
}

export interface ZipOptions {
  /** Null: the very bytes that came, whatever they hold. */
  files: DownloadOptions | null
  /** What the manifest says of the whole. */
  head?: Readonly<Record<string, unknown>>
  /** Nobody waits for it any more. */
  signal?: AbortSignal
}

interface Entry {
  name: string
  input: Uint8Array | Readable
  sha256: string
  bytes: number
  hasRecipe: boolean
}

async function untouched({ teamId, sha256, mime, name }: ZipImage): Promise<Entry | null> {
  const key = originalKey(teamId, sha256)
  const bytes = await storage().size(key)
  if (bytes === null) return null
  const known = pictureMimes.find((each) => each === mime)
  const ending = known ? endingOf(known) : mime.replace(/^image\//, '')
  const input = await storage().read(key)
  return { name: `${name}.${ending}`, input, sha256, bytes, hasRecipe: false }
}

async function entryOf(image: ZipImage, { files, signal }: ZipOptions): Promise<Entry | null> {
  if (files === null) return untouched(image)
  const { bytes, ending, hasRecipe } = await renderDownload(image, files, signal)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name: `${image.name}.${ending}`, input: bytes, sha256, bytes: bytes.byteLength, hasRecipe }
}

/** What the manifest says of a picture that could not be had. */
async function tryEntry(image: ZipImage, options: ZipOptions): Promise<Entry | string> {
  try {
    return (await entryOf(image, options)) ?? 'missing'
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code === 'not_found' ? 'missing' : error.message
  }
}

async function* manifestOf(head: ZipOptions['head'], lines: Lines): AsyncGenerator<string | Uint8Array> {
  const beginning = JSON.stringify(head ?? {}).slice(0, -1)
  yield `${beginning}${beginning === '{' ? '' : ',\n'}"images":[\n`
  yield* lines.read()
  yield '\n]}\n'
}

async function* entriesOf(images: AsyncIterable<ZipImage>, options: ZipOptions, given: { count: number }) {
  const lines = packedLines()
  let open: Readable | null = null
  try {
    for await (const image of images) {
      if (options.signal?.aborted) return
      const entry = await tryEntry(image, options)
      if (typeof entry === 'string') {
        await lines.add({ file: null, problem: entry, ...image.facts })
        continue
      }
      const { name, input, sha256, bytes, hasRecipe } = entry
      await lines.add({ file: name, ...image.facts, sha256, bytes, hasRecipe })
      open = input instanceof Uint8Array ? null : input
      given.count++
      yield { name, lastModified: image.createdAt, input }
    }
    given.count++
    yield { name: 'manifest.json', lastModified: new Date(), input: manifestOf(options.head, lines) }
  } finally {
    open?.destroy()
    lines.close()
  }
}

/** A stream whose reader may go away: what is behind it then ends, and what it was in the middle of is no failure. */
function quietly(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async () => {
      await chunks.return(undefined).catch(() => undefined)
    },
  })
}

/**
 * Pictures as one zip that is written while it is read, one picture in memory at a time, and at its end a
 * `manifest.json`: what is known of each, with the name, size and SHA-256 of its file as it is in here. Pictures are
 * not compressed again. What the storage has lost stands in the manifest without a file. `images` may be of any
 * number; whoever calls has made sure that they may be had.
 */
export function zipOf(images: AsyncIterable<ZipImage>, options: ZipOptions): ReadableStream<Uint8Array> {
  const given = { count: 0 }
  return quietly(counted(makeZip(entriesOf(images, options, given)), () => given.count))
}
