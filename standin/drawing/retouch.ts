import sharp from 'sharp'
import type { Raster } from './raster.ts'

export interface Source {
  readonly image: Buffer
  /** A PNG; where it is fully transparent, the picture is drawn anew. */
  readonly mask: Buffer | undefined
}

/**
 * An edit: with a mask, `drawn` fills its transparent part; without one, the light of `drawn` falls on the whole source.
 * The result has the size of `drawn`.
 */
export async function retouch(source: Source, drawn: Raster): Promise<Raster> {
  const size = { width: drawn.width, height: drawn.height, fit: 'cover' } as const
  const drawnInput = {
    input: drawn.pixels,
    raw: { width: drawn.width, height: drawn.height, channels: 3 },
  } as const
  const original = sharp(source.image).rotate().resize(size).flatten({ background: '#ffffff' })
  if (source.mask === undefined) {
    const tinted = original.composite([{ ...drawnInput, blend: 'soft-light' }])
    return toRaster(
      await tinted.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }),
    )
  }
  const keep = await sharp(source.mask).ensureAlpha().extractChannel('alpha').resize(size).raw().toBuffer()
  // Flattened, the original has no transparency of its own left; the mask's becomes it.
  const kept = await original
    .toColourspace('srgb')
    .joinChannel(keep, { raw: { width: drawn.width, height: drawn.height, channels: 1 } })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const filled = sharp(drawn.pixels, { raw: drawnInput.raw }).composite([{ input: kept }])
  return toRaster(await filled.removeAlpha().raw().toBuffer({ resolveWithObject: true }))
}

/** The source at exactly this size. */
export async function enlarge(image: Buffer, width: number, height: number): Promise<Raster> {
  const larger = sharp(image).rotate().resize({ width, height, fit: 'fill', kernel: 'lanczos3' })
  return toRaster(
    await larger
      .flatten({ background: '#ffffff' })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
}

function toRaster({ data, info }: { data: Buffer; info: { width: number; height: number } }): Raster {
  return { width: info.width, height: info.height, pixels: data }
}
