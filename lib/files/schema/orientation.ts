import { latin, viewOf } from './bytes.ts'

const orientationTag = 0x0112
const mostEntries = 500

/** The value of a tag of one short in the first directory of a TIFF file. */
function shortIn(tiff: Uint8Array, tag: number, isLittle: boolean): number | null {
  const view = viewOf(tiff)
  const first = view.getUint32(4, isLittle)
  if (first + 2 > tiff.length) return null
  const entries = Math.min(view.getUint16(first, isLittle), mostEntries)
  for (let index = 0; index < entries; index++) {
    const at = first + 2 + index * 12
    if (at + 12 > tiff.length) return null
    if (view.getUint16(at, isLittle) === tag) return view.getUint16(at + 8, isLittle)
  }
  return null
}

/** How a picture is to be turned, 1 to 8, by the EXIF data beside it; 1 where it does not say so. */
export function orientationIn(exif: Uint8Array): number {
  const tiff = latin(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const order = latin(tiff, 0, 2)
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return 1
  const value = shortIn(tiff, orientationTag, order === 'II') ?? 1
  return value >= 1 && value <= 8 ? value : 1
}

/** EXIF data that says how to turn a picture, and nothing else. */
export function orientationAlone(orientation: number): Uint8Array {
  const tiff = new Uint8Array(26)
  const view = viewOf(tiff)
  tiff.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0])
  view.setUint16(10, orientationTag, true)
  view.setUint16(12, 3, true)
  view.setUint32(14, 1, true)
  view.setUint16(18, orientation, true)
  return tiff
}
