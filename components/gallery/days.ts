/** The day of a moment in a zone, "2026-11-23". */
export function dayKey(timeZone: string): (iso: string) => string {
  const key = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return (iso) => key.format(new Date(iso))
}

const near = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const far = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** How a team names its days: "Today", "Yesterday", "Friday 20 November", and with the year when it is another. */
export function dayNamer(timeZone: string, now: Date): (day: string) => string {
  const keyOf = dayKey(timeZone)
  const today = keyOf(now.toISOString())
  const yesterday = keyOf(new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString())
  return (day) => {
    if (day === today) return 'Today'
    if (day === yesterday) return 'Yesterday'
    const date = new Date(`${day}T00:00:00Z`)
    return (day.slice(0, 4) === today.slice(0, 4) ? near : far).format(date).replace(',', '')
  }
}
