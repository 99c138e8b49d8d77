import type { Answer, JsonObject } from '../contract.ts'
import { ApiError } from '../api/errors.ts'

interface Kind {
  readonly status: number
  readonly message: string
}

/** Google's codes with their HTTP statuses (google.rpc.Code, AIP-193). The messages are samples; those of the last five are guesses. */
export const googleErrors = {
  INVALID_ARGUMENT: { status: 400, message: 'Request contains an invalid argument.' },
  FAILED_PRECONDITION: { status: 400, message: 'User location is not supported for the API use.' },
  UNAUTHENTICATED: {
    status: 401,
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  },
  PERMISSION_DENIED: { status: 403, message: 'The caller does not have permission' },
  NOT_FOUND: { status: 404, message: 'Requested entity was not found.' },
  RESOURCE_EXHAUSTED: {
    status: 429,
    message:
      'Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: imagen-3.0-generate.',
  },
  CANCELLED: { status: 499, message: 'The operation was cancelled.' },
  INTERNAL: { status: 500, message: 'Internal error encountered.' },
  UNIMPLEMENTED: { status: 501, message: 'Operation is not implemented, or supported, or enabled.' },
  UNAVAILABLE: { status: 503, message: 'The service is currently unavailable.' },
  DEADLINE_EXCEEDED: { status: 504, message: 'Deadline expired before operation could complete.' },
} as const satisfies Record<string, Kind>

export type GoogleCode = keyof typeof googleErrors

export const isGoogleCode = (text: string): text is GoogleCode => Object.hasOwn(googleErrors, text)

interface More {
  /** google.rpc.ErrorInfo's. */
  readonly reason?: string
  readonly details?: readonly JsonObject[]
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal in Google's own envelope. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError'
  readonly code: GoogleCode
  readonly details: readonly JsonObject[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: GoogleCode, message: string = googleErrors[code].message, more: More = {}) {
    super(message)
    this.code = code
    this.headers = more.headers ?? {}
    const { reason } = more
    const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', domain: 'googleapis.com' }
    this.details = [...(reason === undefined ? [] : [{ ...info, reason }]), ...(more.details ?? [])]
  }
}

/** A refusal of the token endpoint (RFC 6749, 5.2). */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code: string

  constructor(code: string, description: string) {
    super(description)
    this.code = code
  }
}

export function toGoogleAnswer(error: unknown): Answer {
  if (error instanceof TokenError)
    return { status: 400, headers: {}, json: { error: error.code, error_description: error.message } }
  const { code, message, details, headers } = error instanceof GoogleError ? error : toGoogleError(error)
  const { status } = googleErrors[code]
  const more = details.length === 0 ? {} : { details }
  return { status, headers, json: { error: { code: status, message, status: code, ...more } } }
}

/** What the shared parts throw; anything else is a bug of the stand-in, or its end in the middle of a call. */
export function toGoogleError(error: unknown): GoogleError {
  if (error instanceof ApiError) {
    const code = error.status === 404 ? 'NOT_FOUND' : error.status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL'
    return new GoogleError(code, error.message)
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new GoogleError('INTERNAL', `Stand-in failure: ${message}`)
}
