import { createHmac, timingSafeEqual } from 'node:crypto'
import { isPrivateToThisMachine } from '#lib/app-url.ts'
import { authSecret } from './secret.ts'

/** Whoever can reach the server could set it up; when that is more than this machine, the printed code proves who may. */
export const needsSetUpCode = () => !isPrivateToThisMachine()

/** Follows from the server's secret, so that it is the same after a restart: 60 bits, printed at the start. */
export function setUpCode(): string {
  return createHmac('sha256', authSecret())
    .update('set-up')
    .digest('base64url')
    .replaceAll(/[-_]/g, '')
    .slice(0, 10)
}

export function isSetUpCode(given: string): boolean {
  const expected = Buffer.from(setUpCode())
  const bytes = Buffer.from(given.trim())
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}
