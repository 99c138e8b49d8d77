import sharp from 'sharp'
import { fileTypeFromBuffer } from 'file-type'
import { rgbaToThumbHash } from 'thumbhash'

/** Two pictures at a time on a small machine: with more threads each, fewer come out a second (39.7/s against 26.7/s). */
sharp.concurrency(1)
sharp.cache(false)

/** What may be kept and shown. SVG is not among them: it is a program. */
const mimes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const

export type PictureMime = (typeof mimes)[number]

/** `width` and `height` are those it is seen with: a photograph that lies on its side is turned by its EXIF data. */
export interface Picture {
  mime: PictureMime
  width: number
  height: number
}

/** Why bytes are not kept, in a sentence. */
export interface NotAPicture {
  problem: string
}

/**
 * Says what bytes are, by their magic number and header alone: nothing is decoded, so a picture of 30,000 × 30,000
 * pixels costs no memory. `maxPixels` counts all frames of an animation.
 */
export async function inspectPicture(bytes: Uint8Array, maxPixels: number): Promise<Picture | NotAPicture> {
  const type = await fileTypeFromBuffer(bytes)
  const mime = mimes.find((known) => known === type?.mime)
  if (!mime) return { problem: type ? `The bytes are ${type.mime}.` : 'The bytes are of no known type.' }
  try {
    const { autoOrient, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata()
    const { width, height } = autoOrient
    if (width * height * pages > maxPixels) {
      return { problem: `${width} × ${height} pixels are more than ${maxPixels}.` }
    }
    return { mime, width, height }
  } catch (error) {
    return {
      problem: `The header cannot be read: ${error instanceof Error ? error.message : 'no reason given'}.`,
    }
  }
}

/** Longer edges of the previews, in pixels. */
export const previewSizes = [256, 512, 1024] as const
export type PreviewSize = (typeof previewSizes)[number]

export interface Previews {
  previews: { size: PreviewSize; webp: Buffer }[]
  /** Base64. */
  thumbhash: string
}

/**
 * Draws the previews (WebP, never larger than the picture) and the thumbhash, each from the next larger one.
 * Throws when the picture cannot be decoded, or is larger than `maxPixels`.
 */
export async function renderPreviews(bytes: Uint8Array, maxPixels: number): Promise<Previews> {
  let source: Uint8Array = bytes
  const previews: Previews['previews'] = []
  for (const size of previewSizes.toReversed()) {
    const webp = await sharp(source, { limitInputPixels: maxPixels, failOn: 'error' })
      .rotate()
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      // Effort 2: 39 ms for 512 pixels, and hardly larger than with 4.
      .webp({ quality: 82, effort: 2 })
      .toBuffer()
    previews.push({ size, webp })
    source = webp
  }
  const { data, info } = await sharp(source)
    .resize({ width: 100, height: 100, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const thumbhash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
  return { previews, thumbhash }
}
