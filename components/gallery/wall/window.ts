import { countUpTo, endOfRow, rowOf } from './find.ts'
import type { Layout } from './layout.ts'
import { gapPx, headingPx } from './layout.ts'
import type { WallList } from './list.ts'

/** Drawn beyond both edges, so that scrolling does not show the making of it. */
const beyondPx = 500
/** Beyond the edges only while there are fewer pictures than this. */
const mostImages = 76

/** The rows that are drawn: from one to before another. */
export interface Window {
  from: number
  to: number
}

const bottomOf = (layout: Layout, row: number) => (layout.tops[row] ?? 0) + (layout.heights[row] ?? 0)

/** Rows from one to before another that lie between two edges. */
function between(layout: Layout, top: number, bottom: number): Window {
  const from = Math.max(0, countUpTo(layout.tops, layout.rows, top) - 1)
  return { from, to: Math.max(from, countUpTo(layout.tops, layout.rows, bottom)) }
}

/** Which rows lie near the part that is looked at: all that are seen, and beyond them as many as are cheap. */
export function windowOf(layout: Layout, top: number, height: number): Window {
  const seen = between(layout, top, top + height)
  const wide = between(layout, top - beyondPx, top + height + beyondPx)
  let { from, to } = seen
  const count = () => endOfRow(layout, Math.max(from, to - 1)) - (layout.firsts[from] ?? 0)
  const room = (row: number) => count() + endOfRow(layout, row) - (layout.firsts[row] ?? 0) <= mostImages
  for (;;) {
    const below = to < wide.to && room(to)
    if (below) to += 1
    const above = from > wide.from && room(from - 1)
    if (above) from -= 1
    if (!below && !above) return { from, to }
  }
}

/** The image that hangs nearest to a middle, in a row. */
function nearest(list: WallList, layout: Layout, row: number, middle: number): number {
  const end = endOfRow(layout, row)
  const height = layout.heights[row] ?? 0
  let left = 0
  for (let position = layout.firsts[row] ?? 0; position < end; position++) {
    const width = height * (list.shapes[position] ?? 1)
    if (middle <= left + width + gapPx / 2 || position === end - 1) return position
    left += width + gapPx
  }
  return layout.firsts[row] ?? 0
}

function middleOf(list: WallList, layout: Layout, position: number): number {
  const row = rowOf(layout, position)
  const height = layout.heights[row] ?? 0
  let left = 0
  for (let each = layout.firsts[row] ?? 0; each < position; each++)
    left += height * (list.shapes[each] ?? 1) + gapPx
  return left + (height * (list.shapes[position] ?? 1)) / 2
}

function byRows(list: WallList, layout: Layout, position: number, rows: number): number {
  const row = rowOf(layout, position) + rows
  if (row < 0 || row >= layout.rows) return position
  return nearest(list, layout, row, middleOf(list, layout, position))
}

/** As many rows as a window is high, but one. */
function pageRows(layout: Layout, position: number, direction: 1 | -1, height: number): number {
  const row = rowOf(layout, position)
  const edge = (layout.tops[row] ?? 0) + direction * height
  const target = Math.max(0, Math.min(layout.rows - 1, countUpTo(layout.tops, layout.rows, edge) - 1))
  return target - row
}

/** Where a key leads from an image, over the whole list; undefined for any other key. */
export function keyTarget(
  { list, layout, height }: { list: WallList; layout: Layout; height: number },
  position: number,
  key: string,
): number | undefined {
  const steps: Partial<Record<string, () => number>> = {
    ArrowRight: () => Math.min(position + 1, layout.count - 1),
    ArrowLeft: () => Math.max(0, position - 1),
    ArrowDown: () => byRows(list, layout, position, 1),
    ArrowUp: () => byRows(list, layout, position, -1),
    PageDown: () => byRows(list, layout, position, pageRows(layout, position, 1, height)),
    PageUp: () => byRows(list, layout, position, pageRows(layout, position, -1, height)),
    Home: () => 0,
    End: () => layout.count - 1,
  }
  return steps[key]?.()
}

/** Where to scroll so that the row of an image is seen; null where it is. */
export function scrollFor(
  layout: Layout,
  position: number,
  view: { top: number; height: number },
): number | null {
  const row = rowOf(layout, position)
  const isFirstOfDay = layout.days.some((day) => day.row === row)
  const top = (layout.tops[row] ?? 0) - (isFirstOfDay ? headingPx : gapPx)
  const bottom = bottomOf(layout, row) + gapPx
  if (top < view.top) return Math.max(0, top)
  return bottom > view.top + view.height ? bottom - view.height : null
}
