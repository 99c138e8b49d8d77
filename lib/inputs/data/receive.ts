import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { processWide } from '#lib/process-wide.ts'
import type { VisibleInput } from '../schema/reference.ts'
import { keepUpload, requireUploader } from './upload.ts'

/** Each lies in memory, with up to 20 MB, from its first byte until it is looked at. */
const atOnce = 8
const atOnceForOne = 4
const retryAfterSeconds = 5

/** Whose uploads are under way, one entry for each. */
const underWay = processWide('uploads', (): string[] => [])

function requirePlace(userId: string): void {
  const own = underWay.filter((each) => each === userId).length
  if (own < atOnceForOne && underWay.length < atOnce) return
  const why =
    own < atOnceForOne
      ? 'Many pictures are being added right now.'
      : `You are adding ${own} pictures already.`
  const message = `${why} Wait ${retryAfterSeconds} seconds, then try again.`
  throw new AppError('throttled', message, { retryAfterSeconds })
}

/**
 * Does what reads pictures of the viewer's into memory: at most 8 at once in this process, and 4 of one person. Who may
 * not, or has to wait, is told before anything is read.
 * Throws AppError: `forbidden`, `throttled`, and what `work` throws.
 */
export async function whileUploading<T>(viewer: Viewer, work: () => Promise<T>): Promise<T> {
  const { userId } = viewer
  requireUploader(viewer)
  requirePlace(userId)
  underWay.push(userId)
  try {
    return await work()
  } finally {
    underWay.splice(underWay.indexOf(userId), 1)
  }
}

/** Reads a picture that the viewer brings along, and keeps it (`keepUpload`), when there is a place (`whileUploading`). */
export const receiveUpload = (viewer: Viewer, read: () => Promise<Uint8Array>): Promise<VisibleInput> =>
  whileUploading(viewer, async () => keepUpload(viewer, await read()))
