import type { AnswerHead } from './port.ts'

/** The body as JSON, or undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/**
 * Base64, with or without a data URL around it; null for what is none, and for nothing. Node skips what is no base64,
 * so the length is what gives it away.
 */
export function decodeBase64(encoded: string): Buffer | null {
  const start = encoded.startsWith('data:') ? encoded.indexOf(',') + 1 : 0
  const payload = start > 0 ? encoded.slice(start) : encoded
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0
  const bytes = Buffer.from(payload, 'base64')
  const expected = Math.floor((payload.length - padding) * 0.75)
  return bytes.length > 0 && bytes.length === expected ? bytes : null
}

/** `Retry-After` in seconds; the HTTP-date form is not used by rate limiters we know. */
export function retryAfterOf({ headers }: AnswerHead): number | null {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}
