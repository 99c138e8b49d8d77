import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Selection } from '#lib/images/schema.ts'
import type { ZipImage } from '../run/zip.ts'
import { zipOf } from '../run/zip.ts'
import { nameOf } from '../schema/name.ts'
import { maxConverted } from '../schema/options.ts'
import type { ZipRequest } from '../schema/request.ts'
import { listOriginals } from './originals.ts'

/** Images whose rows are read at once. */
const pageSize = 100

/** The ids of a selection, a page at a time. */
async function* idsOf(_viewer: Viewer, selection: Selection): AsyncGenerator<string[]> {
  if (!('images' in selection)) throw new AppError('invalid', 'Choose the pictures one by one.')
  for (let from = 0; from < selection.images.length; from += pageSize)
    yield selection.images.slice(from, from + pageSize)
}

/** "0001-a-red-boat-2026-11-23-5f0c21d7": in the order of the selection, and never twice. */
async function* imagesOf(viewer: Viewer, pages: AsyncIterable<string[]>): AsyncGenerator<ZipImage> {
  let place = 0
  for await (const ids of pages) {
    for (const image of await listOriginals(viewer, ids)) {
      place++
      yield { ...image, name: `${String(place).padStart(4, '0')}-${nameOf(image)}` }
    }
  }
}

async function firstOf<T>(items: AsyncGenerator<T>, count: number): Promise<T[]> {
  const first: T[] = []
  while (first.length < count) {
    const next = await items.next()
    if (next.done) break
    first.push(next.value)
  }
  return first
}

async function* chained<T>(first: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}

const tooMany = `At most ${maxConverted} pictures are made anew at once. Choose fewer, or take the originals.`

export interface SelectionZip {
  filename: string
  stream: ReadableStream<Uint8Array>
}

/**
 * The pictures of a selection as one zip, which is written while it is read; what the viewer does not see is not in it.
 * Throws AppError: `not_found` (nothing is left of it), `invalid` (too many to be made anew).
 */
export async function zipSelection(
  viewer: Viewer,
  { selection, as, recipe }: ZipRequest,
  signal?: AbortSignal,
): Promise<SelectionZip> {
  const images = imagesOf(viewer, idsOf(viewer, selection))
  const first = await firstOf(images, as === 'original' ? 1 : maxConverted + 1)
  if (first.length === 0) throw new AppError('not_found', 'None of these pictures is there any more.')
  if (first.length > maxConverted) throw new AppError('invalid', tooMany)
  const madeAt = new Date().toISOString()
  const options = { files: { as, recipe }, head: { madeAt }, ...(signal ? { signal } : {}) }
  return {
    filename: `pictures-${madeAt.slice(0, 10)}.zip`,
    stream: zipOf(chained(first, images), options),
  }
}
