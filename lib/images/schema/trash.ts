/** After so many days in the trash an image is gone for good. */
export const trashKeptDays = 30

const dayMs = 24 * 60 * 60_000

/** Whole days until what was thrown away then is gone: 0 on the last. */
export function daysLeft(trashedAt: string, now: Date): number {
  const passedMs = now.getTime() - Date.parse(trashedAt)
  return Math.max(0, Math.min(trashKeptDays, Math.ceil(trashKeptDays - passedMs / dayMs)))
}

/** "26 days left". */
export function daysLeftText(trashedAt: string, now: Date): string {
  const days = daysLeft(trashedAt, now)
  if (days === 0) return 'goes tonight'
  return days === 1 ? '1 day left' : `${days} days left`
}
