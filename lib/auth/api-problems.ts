import type { ErrorCode } from '#lib/errors.ts'

/** An error as the API has it (docs.lumenfall.ai, "Errors"). */
export interface ApiProblem {
  status: number
  code: string
  type: string
  /** Whether asking again can be of use; null to leave it to the client's own rules. */
  retry?: boolean
}

/** What the caller has to mend. */
export const badCall = (code: string, status = 400): ApiProblem => ({
  status,
  code,
  type: 'invalid_request_error',
  retry: false,
})
/** What is wrong here, or behind. */
export const serverProblem = (code: string, status: number, retry = true): ApiProblem => ({
  status,
  code,
  type: 'server_error',
  retry,
})

/** What Atelier itself refuses. */
export const appProblems: Readonly<Record<ErrorCode, ApiProblem>> = {
  signed_out: { status: 401, code: 'AUTHENTICATION_FAILED', type: 'authentication_error', retry: false },
  forbidden: { status: 403, code: 'FORBIDDEN', type: 'permission_error', retry: false },
  not_found: badCall('MODEL_NOT_FOUND', 404),
  invalid: badCall('INVALID_REQUEST'),
  conflict: badCall('IDEMPOTENCY_KEY_REUSED', 422),
  too_large: badCall('INVALID_REQUEST', 413),
  throttled: { status: 429, code: 'RATE_LIMITED', type: 'rate_limit_error', retry: true },
  over_budget: { status: 402, code: 'INSUFFICIENT_BALANCE', type: 'insufficient_quota', retry: false },
  unavailable: serverProblem('INTERNAL_ERROR', 503),
}
