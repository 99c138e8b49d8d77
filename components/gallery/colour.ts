import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash'

const bytesOf = (thumbhash: string) => Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0))

/** What a hash that was cut or mistyped gives is nothing. */
function orNothing(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The mean colour of a picture, from its thumbhash in base64: stands there until the picture does. */
export function meanColour(thumbhash: string | null): string | undefined {
  if (thumbhash === null) return undefined
  return orNothing(() => {
    const { r, g, b } = thumbHashToAverageRGBA(bytesOf(thumbhash))
    return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`
  })
}

const drawn = new Map<string, string | undefined>()
const mostDrawn = 300

/**
 * The blurred miniature of a picture as a background, from its thumbhash in base64: stands there until the picture
 * does. About 6 kB of text, drawn in 0.2 ms, so it is made in the browser, and kept for a while.
 */
export function miniature(thumbhash: string | null): string | undefined {
  if (thumbhash === null) return undefined
  if (!drawn.has(thumbhash)) {
    const [oldest] = drawn.keys()
    if (drawn.size >= mostDrawn && oldest !== undefined) drawn.delete(oldest)
    drawn.set(
      thumbhash,
      orNothing(() => `url(${thumbHashToDataURL(bytesOf(thumbhash))}) center / 100% 100%`),
    )
  }
  return drawn.get(thumbhash)
}
