import type { WallList } from './list.ts'

/** As the drawings have it: dense on a phone, generous on a desk. */
const rowHeights = { phone: 112, desk: 184 } as const
const phoneWidth = 640
export const gapPx = 6
export const headingPx = 44

/** Rows are laid out for whole steps of width, so that a scrollbar or a guess of the server moves nothing. */
const stepPx = 40
const toStep = (width: number) => Math.max(stepPx, Math.floor(width / stepPx) * stepPx)

/** A day on the wall. */
export interface LaidDay {
  day: string
  count: number
  /** Position of its first image. */
  first: number
  /** Its first row, and in pixels where its heading begins. */
  row: number
  top: number
}

/** Where everything hangs, in pixels from the top. */
export interface Layout {
  width: number
  /** How many rows there are. Of each: the position of its first image, its upper edge, and how high its pictures are. */
  rows: number
  firsts: Int32Array
  tops: Float64Array
  heights: Float32Array
  /** Of each row, 1 where it does not fill the width: its pictures keep their height. */
  loose: Uint8Array
  days: readonly LaidDay[]
  /** How many images it has, and how high they stand. */
  count: number
  height: number
}

const wishedHeight = (width: number) => (width < phoneWidth ? rowHeights.phone : rowHeights.desk)

/** How high images that nobody knows yet will stand: mostly squares, mostly full rows. */
export function guessHeight(width: number, images: number, days: number): number {
  const wished = wishedHeight(width)
  const perRow = Math.max(1, width / (wished * 1.15 + gapPx))
  return Math.ceil(images / perRow) * (wished + gapPx) + days * (headingPx + (wished + gapPx) / 2)
}

function emptyLayout(width: number): Layout {
  return {
    width,
    rows: 0,
    firsts: new Int32Array(0),
    tops: new Float64Array(0),
    heights: new Float32Array(0),
    loose: new Uint8Array(0),
    days: [],
    count: 0,
    height: 0,
  }
}

/** The days that a list still has as they were laid out: all but the last, which may have grown. */
function keptDays(list: WallList, before: Layout | null, width: number): number {
  if (!before || before.width !== width) return 0
  let kept = 0
  while (kept < before.days.length - 1) {
    const [was, is] = [before.days[kept], list.days[kept]]
    if (was?.day !== is?.day || was?.count !== is?.count) return kept
    kept += 1
  }
  return kept
}

/** Whether two lists begin with the same shapes: what was laid out stays. */
function beginsAlike(list: WallList, before: WallList | null, images: number): boolean {
  if (!before || before.origin !== list.origin) return false
  if (before.shapes === list.shapes) return true
  for (let position = 0; position < images; position++)
    if (before.shapes[position] !== list.shapes[position]) return false
  return true
}

interface Rows {
  firsts: Int32Array
  tops: Float64Array
  heights: Float32Array
  loose: Uint8Array
}

/** Room for as many rows as there can be, beginning with those that stay. */
function roomFor(most: number, before: Layout, kept: number): Rows {
  const rows = {
    firsts: new Int32Array(most),
    tops: new Float64Array(most),
    heights: new Float32Array(most),
    loose: new Uint8Array(most),
  }
  rows.firsts.set(before.firsts.subarray(0, kept))
  rows.tops.set(before.tops.subarray(0, kept))
  rows.heights.set(before.heights.subarray(0, kept))
  rows.loose.set(before.loose.subarray(0, kept))
  return rows
}

/** From where on a list is hung: all before it stays as it was laid out. */
function beginning(list: WallList, width: number, last: Last | null) {
  const kept = keptDays(list, last?.layout ?? null, width)
  const day = last?.layout.days[kept]
  if (!last || !day || !beginsAlike(list, last.list, day.first))
    return { before: emptyLayout(width), day: 0, row: 0, top: 0, first: 0 }
  return { before: last.layout, day: kept, row: day.row, top: day.top, first: day.first }
}

/** What was laid out before. */
export interface Last {
  list: WallList
  layout: Layout
}

const isSame = (list: WallList, width: number, last: Last) =>
  last.list.shapes === list.shapes && last.list.days === list.days && last.layout.width === width

/**
 * Hangs a list: days one below the other, each a heading and its pictures in rows of the same width. As many stand in a
 * row as bring its height nearest to the wished one. One pass; with what was laid out before, only from the last day
 * of that on.
 */
export function layOut(list: WallList, width: number, last: Last | null = null): Layout {
  if (last && isSame(list, width, last)) return last.layout
  const begin = beginning(list, width, last)
  const days: LaidDay[] = begin.before.days.slice(0, begin.day)
  let { row, top, first } = begin
  const rows = roomFor(row + list.shapes.length - first, begin.before, row)
  for (const { day, count } of list.days.slice(begin.day)) {
    days.push({ day, count, first, row, top })
    if (day !== '') top += headingPx
    const end = hangDay(list.shapes, { first, end: first + count, width }, rows, { row, top })
    row = end.row
    top = end.top
    first += count
  }
  return {
    width,
    rows: row,
    firsts: rows.firsts.slice(0, row),
    tops: rows.tops.slice(0, row),
    heights: rows.heights.slice(0, row),
    loose: rows.loose.slice(0, row),
    days,
    count: first,
    height: top,
  }
}

interface Place {
  row: number
  top: number
}

/** The rows of one day. */
function hangDay(
  shapes: Float32Array,
  { first, end, width }: { first: number; end: number; width: number },
  rows: Rows,
  place: Place,
): Place {
  const wished = wishedHeight(width)
  const wide = toStep(width)
  let { row, top } = place
  let begin = first
  let sum = 0
  const close = (until: number, isLast: boolean) => {
    const filled = (width - gapPx * (until - begin - 1)) / sum
    const isLoose = isLast && wished < filled
    // Whole pixels: edges are sharp, and what is held in its place stays there to the pixel.
    const height = Math.round(isLoose ? wished : filled)
    rows.firsts[row] = begin
    rows.tops[row] = top
    rows.heights[row] = height
    rows.loose[row] = isLoose ? 1 : 0
    row += 1
    top += height + gapPx
    begin = until
    sum = 0
  }
  for (let position = first; position < end; position++) {
    const shape = shapes[position] ?? 1
    const count = position - begin
    const withIt = (wide - gapPx * count) / (sum + shape)
    const alone = count === 0 ? Number.POSITIVE_INFINITY : (wide - gapPx * (count - 1)) / sum
    // Whichever is nearer to the wished height.
    if (alone - wished < wished - withIt) close(position, false)
    sum += shape
  }
  if (begin < end) close(end, true)
  return { row, top }
}
