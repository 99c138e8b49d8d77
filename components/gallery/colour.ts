import { thumbHashToAverageRGBA } from 'thumbhash'

/** The mean colour of a picture, from its thumbhash in base64: stands there until the picture does. */
export function meanColour(thumbhash: string | null): string | undefined {
  if (thumbhash === null) return undefined
  try {
    const { r, g, b } = thumbHashToAverageRGBA(
      Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)),
    )
    return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`
  } catch {
    return undefined
  }
}
