/** What the last visit measured. */
export const wallWidthCookie = 'wall-width'

/** Of a phone, and of a desk, without the margins: for a first visit. */
const usual = { phone: 380, desk: 1336 }

/** How wide the gallery will probably be, in pixels: as last time, or as the kind of device has it. */
export function guessWallWidth(cookie: string | undefined, userAgent: string): number {
  const last = Number(cookie)
  if (Number.isInteger(last) && last >= 200 && last <= 8_000) return last
  return /\bMobi/.test(userAgent) ? usual.phone : usual.desk
}
