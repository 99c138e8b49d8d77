/** "2026-11-01" → "November". */
export const nameOfMonth = (periodStart: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(periodStart))

/** The first day of the month after. */
export function nextMonth(periodStart: string): string {
  const date = new Date(periodStart)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10)
}
