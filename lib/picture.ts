import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { fileTypeFromBuffer } from 'file-type'
import { rgbaToThumbHash } from 'thumbhash'
import type { PictureMime } from '#lib/files/schema/kinds.ts'
import { pictureMimes } from '#lib/files/schema/kinds.ts'

/** Two pictures at a time on a small machine: with more threads each, fewer come out a second (39.7/s against 26.7/s). */
sharp.concurrency(1)
sharp.cache(false)

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
  // SVG is not among them: it is a program.
  const mime = pictureMimes.find((known) => known === type?.mime)
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

const encoders = {
  'image/png': (image: Sharp) => image.png(),
  // Nothing that an eye or a model could tell from the original.
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  'image/webp': (image: Sharp) => image.webp({ quality: 95 }),
} as const

/**
 * A picture that somebody brings along, as it is kept and sent. What has a camera's notes is made anew without them,
 * and upright: where a photograph was taken is nobody's business, and not everybody turns it as they say. Anything else
 * keeps its bytes. Throws when it cannot be decoded, or is larger than `maxPixels`.
 */
export async function withoutNotes(
  bytes: Uint8Array,
  mime: keyof typeof encoders,
  maxPixels: number,
): Promise<Uint8Array> {
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
  const { exif, xmp, iptc, orientation = 1 } = await image.metadata()
  if (!exif && !xmp && !iptc && orientation === 1) return bytes
  return encoders[mime](image.rotate().keepIccProfile()).toBuffer()
}

/** One preview, as `renderPreviews` draws it. Throws when the picture cannot be decoded, or is larger than `maxPixels`. */
export const previewOf = (bytes: Uint8Array, size: PreviewSize, maxPixels: number): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
    .rotate()
    .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82, effort: 2 })
    .toBuffer()

/** A picture as PNG, upright: for a type that is shown here and not taken elsewhere. Of an animation, its first frame. */
export const toPng = (bytes: Uint8Array, maxPixels: number): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: maxPixels }).rotate().png().toBuffer()

/** As many pixels as are drawn where it is the size that counts, and nothing is to be seen. */
const blankPixels = 16_000_000

/** A white PNG of this shape, and this size unless that is huge: it says what a picture weighs, and shows none. */
export function blankPicture(width: number, height: number): Promise<Buffer> {
  const scale = Math.min(1, Math.sqrt(blankPixels / (width * height)))
  const [w, h] = [width, height].map((edge) => Math.max(1, Math.floor(edge * scale)))
  return sharp({ create: { width: w ?? 1, height: h ?? 1, channels: 3, background: '#fff' } })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** An animation keeps its frames where the type has any. */
const moving: readonly PictureMime[] = ['image/gif', 'image/webp']

/** Effort is bounded: at 9, an AVIF took minutes and no time-out held. */
const converters: Record<PictureMime, (image: Sharp) => Sharp> = {
  'image/png': (image) => image.png(),
  // It knows no transparency: paper is white.
  'image/jpeg': (image) =>
    image.flatten({ background: '#fff' }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }),
  'image/webp': (image) => image.webp({ quality: 92, effort: 4 }),
  'image/avif': (image) => image.avif({ quality: 70, effort: 3 }),
  'image/gif': (image) => image.gif({ effort: 4 }),
}

const convertingSeconds = 60

/**
 * A picture made anew as another type: upright, with its colour profile, and without anything else that stood beside it.
 * Throws when it cannot be decoded, is larger than `maxPixels` (all frames counted), or takes longer than a minute.
 */
export function convertPicture(bytes: Uint8Array, mime: PictureMime, maxPixels: number): Promise<Buffer> {
  const image = sharp(bytes, { limitInputPixels: maxPixels, animated: moving.includes(mime) })
  const upright = image.autoOrient().keepIccProfile().timeout({ seconds: convertingSeconds })
  return converters[mime](upright).toBuffer()
}
