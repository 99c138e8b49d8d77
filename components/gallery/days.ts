/** How a team names its days: "Today", "Yesterday", "Friday 20 November", and with the year when it is another. */
export function dayNamer(timeZone: string, now: Date): (iso: string) => string {
  const key = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const near = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long' })
  const far = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const today = key.format(now)
  const yesterday = key.format(new Date(now.getTime() - 24 * 60 * 60 * 1000))
  return (iso) => {
    const date = new Date(iso)
    const day = key.format(date)
    if (day === today) return 'Today'
    if (day === yesterday) return 'Yesterday'
    return (day.slice(0, 4) === today.slice(0, 4) ? near : far).format(date).replace(',', '')
  }
}
