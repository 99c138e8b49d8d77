import 'server-only'
import type { Readable } from 'node:stream'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { ByteRange } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { imagePolicy } from '../policy.ts'
import type { ImageVariant } from '../schema.ts'

export interface StoredBytes {
  mime: string
  size: number
  etag: string
  /** False while the original stands in for a preview that is not drawn yet: the same address will change. */
  isFinal: boolean
  read(range?: ByteRange): Promise<Readable>
}

const gone = () => new AppError('not_found', 'That image is gone.')

/**
 * The bytes of an image of the viewer's team, in one of its variants; of one in the trash, for those who see it there.
 * Throws AppError `not_found`: for what is not there and for what is not the viewer's to see, alike.
 */
export async function getImageBytes(
  viewer: Viewer,
  imageId: string,
  variant: ImageVariant,
): Promise<StoredBytes> {
  const image = await db.image.findFirst({
    where: { id: imageId, teamId: viewer.teamId },
    select: {
      authorId: true,
      visibility: true,
      trashedAt: true,
      previewedAt: true,
      file: { select: { sha256: true, mime: true } },
    },
  })
  if (!image || !imagePolicy.see(viewer, image)) throw gone()
  const { file, previewedAt } = image
  const isPreview = variant !== 'original' && previewedAt !== null
  const key = isPreview
    ? previewKey(viewer.teamId, file.sha256, Number(variant))
    : originalKey(viewer.teamId, file.sha256)
  const size = await storage().size(key)
  if (size === null) throw gone()
  return {
    mime: isPreview ? 'image/webp' : file.mime,
    size,
    etag: `"${file.sha256}${isPreview ? `-${variant}` : ''}"`,
    isFinal: isPreview || variant === 'original',
    read: (range) => storage().read(key, range),
  }
}
