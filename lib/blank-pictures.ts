import pLimit from 'p-limit'
import { blankPicture } from '#lib/picture.ts'
import { processWide } from '#lib/process-wide.ts'

/** How many are kept: of 16 megapixels each, they are a few megabytes together. */
export const blanksKept = 64

const shelf = processWide('blanks', () => ({
  /** A large one is 16 MB in memory while it is drawn. */
  drawing: pLimit(2),
  /** By size, those that were used last at the end. */
  kept: new Map<string, Promise<Buffer>>(),
}))

function draw(width: number, height: number, size: string): Promise<Buffer> {
  const blank = shelf.drawing(() => blankPicture(width, height))
  blank.catch(() => shelf.kept.delete(size))
  return blank
}

/**
 * A white picture (`blankPicture`) that is not to be changed: drawn once for its size, as long as it is among those that
 * were asked for last, and two at a time, however many people ask.
 */
export function keptBlank(width: number, height: number): Promise<Buffer> {
  const { kept } = shelf
  const size = `${width}x${height}`
  const blank = kept.get(size) ?? draw(width, height, size)
  kept.delete(size)
  kept.set(size, blank)
  const [oldest] = kept.keys()
  if (kept.size > blanksKept && oldest !== undefined) kept.delete(oldest)
  return blank
}
