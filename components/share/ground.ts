import { thumbHashToRGBA } from 'thumbhash'

/** The mean colour of the rows from one to another. */
function meanOf(rgba: Uint8Array, width: number, from: number, to: number): string {
  const sums = [0, 0, 0]
  const pixels = rgba.subarray(from * width * 4, to * width * 4)
  for (const [index, value] of pixels.entries()) {
    const channel = index % 4
    if (channel < 3) sums[channel] = (sums[channel] ?? 0) + value
  }
  const [r, g, b] = sums.map((sum) => Math.round(sum / Math.max(1, pixels.length / 4)))
  return `rgb(${r} ${g} ${b})`
}

/** Three colours of a picture from above to below, from its thumbhash in base64: stands there until the picture does. */
export function groundOf(thumbhash: string | null): string | undefined {
  if (thumbhash === null) return undefined
  try {
    const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'))
    const third = Math.max(1, Math.floor(h / 3))
    const stops = [0, third, h - third].map((from) => meanOf(rgba, w, from, from + third))
    return `linear-gradient(${stops.join(', ')})`
  } catch {
    return undefined
  }
}
