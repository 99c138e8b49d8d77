/**
 * Which images stand together in a row: as many as bring the row's height near the wished one. Shapes are width over
 * height; widths and gaps are pixels. One pass over the list, and the rows of what came before do not change when
 * more comes, but for the last.
 */
export function justify(shapes: readonly number[], width: number, height: number, gap: number): number[][] {
  const rows: number[][] = []
  let row: number[] = []
  let sum = 0
  const heightOf = (count: number, total: number) => (width - gap * (count - 1)) / total
  for (const [index, shape] of shapes.entries()) {
    const withIt = heightOf(row.length + 1, sum + shape)
    const without = row.length === 0 ? Number.POSITIVE_INFINITY : heightOf(row.length, sum)
    // Whichever is nearer to the wished height.
    if (without - height < height - withIt) {
      rows.push(row)
      row = []
      sum = 0
    }
    row.push(index)
    sum += shape
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** Height of a row that fills the width; of one that does not (the last), at most the wished height. */
export function rowHeight(
  shapes: readonly number[],
  { width, height, gap, isLast }: { width: number; height: number; gap: number; isLast: boolean },
): number {
  const filled = (width - gap * (shapes.length - 1)) / shapes.reduce((sum, shape) => sum + shape, 0)
  return isLast ? Math.min(filled, height) : filled
}
