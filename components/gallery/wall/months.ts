import type { GalleryDay } from '#lib/images/schema.ts'
import type { Layout } from './layout.ts'
import { guessHeight } from './layout.ts'

/** A month of the wall and, in pixels, where it begins: guessed for what is not laid out yet. */
export interface Month {
  /** "2026-11" */
  key: string
  top: number
}

const monthOf = (day: string) => day.slice(0, 7)

/** What of the days' counts is not laid out yet: the rest of the day that the layout ends with, and those after it. */
function restOf(days: readonly GalleryDay[], layout: Layout): { day: string; count: number }[] {
  const last = layout.days.at(-1)
  if (!last) return days.map(({ day, count }) => ({ day, count }))
  return days.flatMap(({ day, count }) => {
    if (day > last.day) return []
    const left = day === last.day ? count - last.count : count
    return left > 0 ? { day, count: left } : []
  })
}

/** Every month of a list and how high all of it stands, laid out or guessed. */
export function monthsOf(
  layout: Layout,
  isWhole: boolean,
  days: readonly GalleryDay[] | null,
): { months: Month[]; height: number } {
  const months: Month[] = []
  const add = (day: string, top: number) => {
    if (day !== '' && months.at(-1)?.key !== monthOf(day)) months.push({ key: monthOf(day), top })
  }
  for (const { day, top } of layout.days) add(day, top)
  let height = layout.height
  if (isWhole || !days) return { months, height }
  const lastDay = layout.days.at(-1)?.day
  for (const { day, count } of restOf(days, layout)) {
    add(day, height)
    height += guessHeight(layout.width, count, day === lastDay ? 0 : 1)
  }
  return { months, height }
}

/** One looks in steps: what begins within one is looked at. */
const nearPx = 101

/** The month that begins last before a place. */
export function monthAt(months: readonly Month[], top: number): number {
  let at = 0
  while (at + 1 < months.length && (months[at + 1]?.top ?? 0) <= top + nearPx) at += 1
  return at
}

/** What stands beside the wall: names while there is room, a year where it begins, else a dot, else nothing. */
export interface MonthLabel {
  key: string
  /** From 0 to 1, of the scrubber's height. */
  at: number
  text: string | null
}

const labelPx = 26
const dotPx = 12

const monthName = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' })
const monthLong = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const dateOf = (key: string) => new Date(`${key}-01T00:00:00Z`)

/** "November 2026". */
export const nameOfMonth = (key: string) => monthLong.format(dateOf(key))

/** The labels of a scrubber that is so many pixels high. */
export function labelsOf(months: readonly Month[], height: number, px: number): MonthLabel[] {
  const labels: MonthLabel[] = []
  let lastText = Number.NEGATIVE_INFINITY
  let lastAny = Number.NEGATIVE_INFINITY
  let year = months[0]?.key.slice(0, 4)
  for (const { key, top } of months) {
    const at = height > 0 ? top / height : 0
    const isNewYear = key.slice(0, 4) !== year
    const isRoom = at * px - lastText >= labelPx
    if (!isRoom && at * px - lastAny < dotPx) continue
    const text = isNewYear ? key.slice(0, 4) : monthName.format(dateOf(key))
    labels.push({ key, at, text: isRoom ? text : null })
    lastAny = at * px
    if (!isRoom) continue
    lastText = at * px
    if (isNewYear) year = key.slice(0, 4)
  }
  return labels
}

/** Where a key leads, from month to month. */
export function keyMonth(months: readonly Month[], at: number, key: string): number | undefined {
  const year = months[at]?.key.slice(0, 4) ?? ''
  const steps: Partial<Record<string, () => number>> = {
    ArrowDown: () => at + 1,
    ArrowRight: () => at + 1,
    ArrowUp: () => at - 1,
    ArrowLeft: () => at - 1,
    PageDown: () => {
      const next = months.findIndex((month) => month.key.slice(0, 4) < year)
      return next === -1 ? months.length - 1 : next
    },
    PageUp: () => {
      const later = months.findLast((month) => month.key.slice(0, 4) > year)
      return later ? months.findIndex(({ key: each }) => each.slice(0, 4) === later.key.slice(0, 4)) : 0
    },
    Home: () => 0,
    End: () => months.length - 1,
  }
  const to = steps[key]?.()
  return to === undefined ? undefined : Math.max(0, Math.min(months.length - 1, to))
}
