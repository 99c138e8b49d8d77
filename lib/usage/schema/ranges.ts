/** Spans of days, each as a person says it. */
export const ranges = {
  month: 'This month',
  'last-month': 'Last month',
  '7-days': 'Last 7 days',
  '30-days': 'Last 30 days',
  '90-days': 'Last 90 days',
  year: 'Last 12 months',
} as const

export type RangeName = keyof typeof ranges

export interface Span {
  /** The first day and the last one, as "2026-11-28". */
  from: string
  to: string
}

const day = (year: number, month: number, date: number) =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)

const daysBack: Partial<Record<RangeName, number>> = { '7-days': 6, '30-days': 29, '90-days': 89 }

/** The days of a range, seen from a day on the calendar. Both ends belong to it; none is after that day. */
export function spanOf(range: RangeName, today: string): Span {
  const [year = 0, month = 0, date = 0] = today.split('-').map(Number)
  const back = daysBack[range]
  if (back !== undefined) return { from: day(year, month - 1, date - back), to: today }
  if (range === 'last-month') return { from: day(year, month - 2, 1), to: day(year, month - 1, 0) }
  return { from: day(year, range === 'year' ? month - 12 : month - 1, 1), to: today }
}

/** More days than this are shown by their months. */
const mostDays = 92

/** The beginnings of what a span is shown in: its days, or its months. */
export function stepsOf({ from, to }: Span): { by: 'day' | 'month'; steps: string[] } {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number)
  const days: string[] = []
  for (let n = 0; n <= mostDays; n++) {
    const next = day(year, month - 1, date + n)
    if (next > to) return { by: 'day', steps: days }
    days.push(next)
  }
  const months: string[] = []
  for (let n = 0; ; n++) {
    const next = day(year, month - 1 + n, 1)
    if (next > to) return { by: 'month', steps: months }
    months.push(next)
  }
}
