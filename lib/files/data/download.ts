import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Rendered } from '../run/render.ts'
import { renderDownload } from '../run/render.ts'
import { nameOf } from '../schema/name.ts'
import type { DownloadOptions } from '../schema/options.ts'
import { listOriginals } from './originals.ts'

export interface Download extends Rendered {
  /** Without its ending. */
  name: string
}

/**
 * A picture of the viewer's team as a file to keep; of what is in the trash, for those who see it there.
 * Throws AppError: `not_found` (it is not there, or not the viewer's to see), `unavailable` (it cannot be made anew).
 */
export async function getDownload(
  viewer: Viewer,
  imageId: string,
  options: DownloadOptions,
  signal?: AbortSignal,
): Promise<Download> {
  const [image] = await listOriginals(viewer, [imageId])
  if (!image) throw new AppError('not_found', 'That image is gone.')
  return { ...(await renderDownload(image, options, signal)), name: nameOf(image) }
}
