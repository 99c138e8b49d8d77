/** What can be expected to go wrong, as a closed set. Anything else is a bug, and stays loud. */
export const errorCodes = [
  'signed_out',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'throttled',
  'too_large',
  'unavailable',
  /** A budget has no room for it. */
  'over_budget',
] as const

export type ErrorCode = (typeof errorCodes)[number]

const statuses: Record<ErrorCode, number> = {
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  throttled: 429,
  too_large: 413,
  unavailable: 503,
  over_budget: 402,
}

interface AppErrorOptions extends ErrorOptions {
  /** Of `throttled`: when to come again. */
  retryAfterSeconds?: number
}

/** An expected failure: a code for programs and a sentence for people, which says what happened and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return statuses[this.code]
  }
}

/** By shape and not by class: the bundler makes more than one copy of this module. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error
}

/** Null for what is not there; anything else that goes wrong stays an error. */
export async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  }
}
