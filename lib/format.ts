/** Micro-dollars as "$0.12": at least two decimals, more where a price is finer than a cent. */
export function formatMoney(micros: number): string {
  const dollars = micros / 1_000_000
  const isWholeCents = Math.round(micros) % 10_000 === 0
  const digits = isWholeCents ? 2 : micros % 1_000 === 0 ? 3 : 4
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(dollars)
}

/** Milliseconds as "4.8 s", "1 min 12 s". */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000
  // Rounded first: nothing takes 60.0 s, or 1 min 60 s.
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Bytes as "1.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 999_500) return `${Math.max(1, Math.round(bytes / 1000))} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** "1 image", "4 images". */
export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** "22 November 2026 at 18:04", in the reader's own zone. */
export const formatDateTime = (iso: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso))

/** "22 Nov 2026, 18:04", in a zone that is given. */
export const formatInstant = (iso: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(iso),
  )

/** "22 November 2026", of a server that does not know the reader's zone. */
export const formatDay = (iso: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
