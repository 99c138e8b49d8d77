import type { Layout } from './layout.ts'

/** How many of the first `length` ascending numbers are at most `limit`. */
export function countUpTo(
  numbers: { readonly [index: number]: number | undefined },
  length: number,
  limit: number,
): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The row that has the image at a position. */
export const rowOf = (layout: Layout, position: number): number =>
  Math.max(0, countUpTo(layout.firsts, layout.rows, position) - 1)

/** One after the last image of a row. */
export const endOfRow = (layout: Layout, row: number): number =>
  row + 1 < layout.rows ? (layout.firsts[row + 1] ?? 0) : layout.count
