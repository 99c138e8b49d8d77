import { ApiError, errorKinds, Interruption, isErrorCode } from '../api/errors.ts'
import type { Answer, Fault } from '../contract.ts'
import { aborted, wait } from '../http/wait.ts'
import { deliverReset, htmlPage } from './delivery.ts'

const NUMBER = /^\d{1,9}$/
const RESET: Answer = { status: 0, headers: {}, deliver: deliverReset }

/** Faults that strike while nothing is billed yet. The entry in the request log, if there is one, is closed at cost 0. */
export const beforeBillingFaults = {
  error: {
    billed: 'no',
    effect: 'The documented error of that code, with its status',
    argument: { pattern: new RegExp(`^(?:${Object.keys(errorKinds).join('|')})$`), meaning: 'CODE' },
    beforeBilling: (code) => {
      throw new ApiError(isErrorCode(code) ? code : 'INTERNAL_ERROR')
    },
  },
  'rate-limited': {
    billed: 'no',
    effect: '429 RATE_LIMITED with Retry-After (that header is a guess)',
    argument: { pattern: NUMBER, meaning: 'seconds', fallback: '1' },
    beforeBilling: (seconds) => {
      throw new ApiError('RATE_LIMITED', undefined, { headers: { 'retry-after': seconds } })
    },
  },
  slow: {
    billed: 'usual',
    effect: 'The work takes that much longer',
    argument: { pattern: NUMBER, meaning: 'ms', fallback: '2000' },
    beforeBilling: async (milliseconds, call) => wait(Number(milliseconds), call.stopping),
  },
  hang: {
    billed: 'no',
    effect: 'Never answers; logged as processing, and as cancelled once the client leaves',
    beforeBilling: async (_, call) => {
      await aborted(call.left)
      throw new Interruption(RESET)
    },
  },
  'reset-on-arrival': {
    billed: 'no',
    effect: 'Resets the connection before the request is logged: there is no entry',
    arrival: () => {
      throw new Interruption(RESET)
    },
  },
  'reset-before-billing': {
    billed: 'no',
    effect: 'Resets the connection while working; logged as cancelled',
    beforeBilling: () => {
      throw new Interruption(RESET)
    },
  },
  'html-503': {
    billed: 'no',
    effect: 'A 503 HTML page, as from a proxy in front of the API',
    beforeBilling: () => {
      throw new Interruption(htmlPage(503, 'Service Temporarily Unavailable'), 'upstream_failure')
    },
  },
  redirect: {
    billed: 'no',
    effect: '302 to that address',
    argument: { pattern: /^https?:\/\/\S+$/, meaning: 'url' },
    beforeBilling: (location) => {
      throw new Interruption({ status: 302, headers: { location } })
    },
  },
  'error-200': {
    billed: 'no',
    effect: 'Status 200 with an `error` in the body',
    beforeBilling: () => {
      const error = { message: 'The model failed to answer', type: 'upstream_error', code: 'UPSTREAM_ERROR' }
      throw new Interruption({ status: 200, headers: {}, json: { error } }, 'upstream_failure')
    },
  },
  'flat-error': {
    billed: 'no',
    effect: 'Status 500 with a flat `error_code` instead of the envelope',
    beforeBilling: () => {
      const json = { error_code: 'INTERNAL_ERROR', message: 'Internal server error' }
      throw new Interruption({ status: 500, headers: {}, json }, 'upstream_failure')
    },
  },
} as const satisfies Record<string, Fault>
