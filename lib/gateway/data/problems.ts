import 'server-only'
import type { ApiProblem } from '#lib/auth/api-problems.ts'
import { badCall, serverProblem } from '#lib/auth/api-problems.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'

/**
 * What was or may have been billed. Not every client knows `x-should-retry`, but none of them repeats this status by itself:
 * a 5xx or a 409 they do (openai, the Vercel AI SDK, Portkey's gateway, curl).
 */
const paidProblem = (code: string): ApiProblem => serverProblem(code, 424, false)
export const outcomeUnknown = paidProblem('OUTCOME_UNKNOWN')
/** Stopped or thrown away by somebody in the studio: it is not to come back by itself, either. */
export const cancelled = badCall('CANCELLED', 410)

/** How a generation can have ended otherwise than asked. What was or may have been billed is not to be sent again. */
export const failureProblems: Readonly<Record<FailureCode, ApiProblem>> = {
  content_policy: badCall('CONTENT_POLICY_VIOLATION'),
  filtered: badCall('CONTENT_POLICY_VIOLATION'),
  invalid_request: badCall('INVALID_REQUEST'),
  input_missing: badCall('INVALID_REQUEST'),
  model_gone: badCall('MODEL_DISABLED', 404),
  insufficient_balance: {
    status: 402,
    code: 'INSUFFICIENT_BALANCE',
    type: 'insufficient_quota',
    retry: false,
  },
  rate_limited: { status: 429, code: 'RATE_LIMITED', type: 'rate_limit_error', retry: true },
  providers_exhausted: serverProblem('ALL_PROVIDERS_EXHAUSTED', 502),
  provider_error: serverProblem('UPSTREAM_ERROR', 502),
  upstream_error: serverProblem('UPSTREAM_ERROR', 502),
  key_refused: serverProblem('UPSTREAM_ERROR', 502, false),
  key_missing: serverProblem('UPSTREAM_ERROR', 502, false),
  key_gone: serverProblem('UPSTREAM_ERROR', 502, false),
  unreachable: serverProblem('UPSTREAM_ERROR', 503),
  not_sent: serverProblem('INTERNAL_ERROR', 503),
  not_billed: serverProblem('UPSTREAM_ERROR', 503),
  no_answer: outcomeUnknown,
  unreadable_answer: paidProblem('UPSTREAM_ERROR'),
  answer_too_large: paidProblem('UPSTREAM_ERROR'),
  not_an_image: paidProblem('UPSTREAM_ERROR'),
}
