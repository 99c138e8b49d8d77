import pLimit from 'p-limit'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { convertPicture } from '#lib/picture.ts'
import { processWide } from '#lib/process-wide.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { containers } from '../schema/containers.ts'
import type { PictureMime } from '../schema/kinds.ts'
import { Malformed, pictureMimes } from '../schema/kinds.ts'
import type { DownloadOptions } from '../schema/options.ts'
import { endingOf, mimeOf } from '../schema/options.ts'
import { toPacket } from '../schema/packet.ts'
import type { FileRecipe } from '../schema/recipe.ts'

/** A picture that somebody may have: whoever calls has made sure of that. */
export interface Original {
  teamId: string
  sha256: string
  mime: string
  /** What may be said of it; null for nothing. */
  recipe: FileRecipe | null
}

export interface Rendered {
  bytes: Uint8Array
  mime: PictureMime
  /** Without the dot. */
  ending: string
  /** False where it was not wanted, where there is none, and where it is too large for this type of file. */
  hasRecipe: boolean
}

/** Each lies decoded in memory while it is made anew. */
const rendering = processWide('rendering of downloads', () => pLimit(2))

const undecodable = (cause: unknown) =>
  new AppError('unavailable', 'This picture could not be made anew. Take the original instead.', { cause })

async function convert(bytes: Uint8Array, mime: PictureMime): Promise<Uint8Array> {
  try {
    return await convertPicture(bytes, mime, env.MAX_IMAGE_PIXELS)
  } catch (error) {
    log.info({ err: error, mime }, 'a download could not be converted')
    throw undecodable(error)
  }
}

/** Without its pixels being touched; made anew in its own type where its bytes are not as that type has them. */
async function rewrite(bytes: Uint8Array, mime: PictureMime, packet: Uint8Array | null): Promise<Uint8Array> {
  const container = containers[mime]
  try {
    return container.rewrite(bytes, packet)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    log.info({ err: error, mime }, 'an original is made anew: its bytes are not well formed')
    return container.rewrite(await convert(bytes, mime), packet)
  }
}

async function render(original: Original, options: DownloadOptions): Promise<Rendered> {
  const given = await storage().readAll(originalKey(original.teamId, original.sha256))
  const own = pictureMimes.find((mime) => mime === original.mime)
  if (!own) throw undecodable(original.mime)
  const mime = mimeOf(options.as) ?? own
  const { maxPacketBytes } = containers[mime]
  const packet = options.recipe && original.recipe ? toPacket(original.recipe, maxPacketBytes) : null
  const bytes = await rewrite(mime === own ? given : await convert(given, mime), mime, packet)
  return { bytes, mime, ending: endingOf(mime), hasRecipe: packet !== null }
}

/**
 * A picture as a file to keep: in its own type with its very pixels, or made anew as another one; with how it was made
 * inside, or with nothing beside the picture. Whoever goes away while others are at it is not served.
 * Throws AppError: `not_found` (the storage has lost it), `unavailable` (it cannot be made anew).
 */
export function renderDownload(
  original: Original,
  options: DownloadOptions,
  signal?: AbortSignal,
): Promise<Rendered> {
  return rendering(() => {
    signal?.throwIfAborted()
    return render(original, options)
  })
}
