import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { StoredBytes } from '#lib/images/data/bytes.ts'
import type { ImageVariant } from '#lib/images/schema.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { isVisibleUpload } from './visible.ts'

const gone = () => new AppError('not_found', 'That picture is gone.')

/**
 * The bytes of an upload, in one of its variants: of one's own, and of one that a generation was made from which the
 * viewer sees. Throws AppError `not_found`: for what is not there and for what is not the viewer's to see, alike.
 */
export async function getUploadBytes(
  viewer: Viewer,
  uploadId: string,
  variant: ImageVariant,
): Promise<StoredBytes> {
  const upload = await db.upload.findFirst({
    where: { id: uploadId, ...isVisibleUpload(viewer) },
    select: { file: { select: { sha256: true, mime: true } } },
  })
  if (!upload) throw gone()
  const { sha256, mime } = upload.file
  const isPreview = variant !== 'original'
  const key = isPreview
    ? previewKey(viewer.teamId, sha256, Number(variant))
    : originalKey(viewer.teamId, sha256)
  const size = await storage().size(key)
  if (size === null) throw gone()
  return {
    mime: isPreview ? 'image/webp' : mime,
    size,
    etag: `"${sha256}${isPreview ? `-${variant}` : ''}"`,
    isFinal: true,
    read: (range) => storage().read(key, range),
  }
}
