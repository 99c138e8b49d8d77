import 'server-only'
import { sayRetryAfter } from '#lib/answer.ts'
import { isAppError } from '#lib/errors.ts'

/** For pages that look for something by a secret: 'throttled', answered with 429, after too many misses. */
export async function orThrottled<T>(found: Promise<T>): Promise<T | 'throttled'> {
  try {
    return await found
  } catch (error) {
    if (!isAppError(error) || error.retryAfterSeconds === undefined) throw error
    sayRetryAfter(error.retryAfterSeconds)
    return 'throttled'
  }
}
