import sharp from 'sharp'
import type { Raster } from './raster.ts'

/**
 * "STAND-IN" as strokes on a grid ten high: [path, width]. Our own letters, because text would need a font and, on some
 * systems, a font configuration that is not there.
 */
const LETTERS: readonly (readonly [path: string, width: number])[] = [
  [
    'M6.4 2.1C5.9.8 4.8.1 3.3.1 1.6.1.4 1 .4 2.5.4 5.8 6.7 4 6.7 7.4 6.7 9 5.3 9.9 3.5 9.9 1.8 9.9.5 9.1.1 7.6',
    6.8,
  ],
  ['M0 .1H7.2M3.6.1V10', 7.2],
  ['M.2 10 3.9 0 7.6 10M1.6 6.6H6.2', 7.8],
  ['M.3 10V0L7 10V0', 7.3],
  ['M.3.1H3C5.9.1 7.3 2 7.3 5S5.9 9.9 3 9.9H.3Z', 7.3],
  ['M0 5.4H3.6', 3.6],
  ['M.3 0V10', 0.6],
  ['M.3 10V0L7 10V0', 7.3],
]
const SPACING = 3

const masks = new Map<number, Promise<Raster>>()

/** Writes the mark into the lower right corner, dark on light ground and light on dark, legible and quiet. */
export async function drawMark(raster: Raster): Promise<void> {
  const letterHeight = Math.round(Math.max(7, Math.min(raster.width, raster.height) * 0.0145))
  const mask = await maskFor(letterHeight)
  const margin = Math.round(letterHeight * 1.7)
  const left = raster.width - mask.width - margin
  const top = raster.height - mask.height - margin
  // A picture too small for the mark and its margin keeps as much of the mark as fits.
  const ink = isLight(raster, Math.max(0, left), Math.max(0, top)) ? 20 : 255
  for (let y = Math.max(0, -top); y < mask.height; y++) {
    for (let x = Math.max(0, -left); x < mask.width; x++) {
      const share = ((mask.pixels[(y * mask.width + x) * 3] ?? 0) / 255) * 0.72
      const at = ((top + y) * raster.width + left + x) * 3
      for (let channel = at; channel < at + 3; channel++) {
        const under = raster.pixels[channel] ?? 0
        raster.pixels[channel] = under + (ink - under) * share
      }
    }
  }
}

function isLight({ pixels, width, height }: Raster, left: number, top: number): boolean {
  let sum = 0
  let count = 0
  for (let y = top; y < height; y += 4) {
    for (let x = left; x < width; x += 4, count++) sum += pixels[(y * width + x) * 3 + 1] ?? 0
  }
  return count > 0 && sum / count > 150
}

function maskFor(letterHeight: number): Promise<Raster> {
  const known = masks.get(letterHeight) ?? drawMask(letterHeight)
  masks.set(letterHeight, known)
  return known
}

async function drawMask(letterHeight: number): Promise<Raster> {
  let pen = 1
  const paths = LETTERS.map(([path, width]) => {
    const placed = `<path d="${path}" transform="translate(${pen} 1)"/>`
    pen += width + SPACING
    return placed
  })
  const width = pen - SPACING + 1
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 12" height="${letterHeight * 1.2}" width="${(letterHeight * width) / 10}">` +
    `<rect width="100%" height="100%"/><g fill="none" stroke="#fff" stroke-width="1.35">${paths.join('')}</g></svg>`
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}
