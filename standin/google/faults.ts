import type { Fault, Json, JsonObject } from '../contract.ts'
import { afterBillingFaults } from '../faults/after-billing.ts'
import { beforeBillingFaults } from '../faults/before-billing.ts'
import { pictureFaults } from '../faults/pictures.ts'
import { finderIn } from '../faults/table.ts'
import { workFaults } from '../faults/work.ts'
import { isList, isObject } from '../json-guards.ts'
import { GoogleError, googleErrors, isGoogleCode, toGoogleAnswer } from './errors.ts'
import { INPUT_CODE, promptBlocked } from './filter.ts'

const before = {
  error: {
    billed: 'no',
    effect: "Google's error of that code, with its status",
    argument: { pattern: new RegExp(`^(?:${Object.keys(googleErrors).join('|')})$`), meaning: 'CODE' },
    beforeBilling: (code) => {
      throw new GoogleError(isGoogleCode(code) ? code : 'INTERNAL')
    },
  },
  'rate-limited': {
    billed: 'no',
    effect: '429 RESOURCE_EXHAUSTED with a RetryInfo (that Imagen sends one is a guess)',
    argument: { pattern: /^\d{1,9}$/, meaning: 'seconds', fallback: '1' },
    beforeBilling: (seconds) => {
      const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }
      throw new GoogleError('RESOURCE_EXHAUSTED', undefined, { details: [info] })
    },
  },
  'prompt-blocked': {
    billed: 'no',
    effect: 'The filter refuses the prompt: 400, with that support code',
    argument: { pattern: /^\d{8}$/, meaning: 'code', fallback: INPUT_CODE },
    beforeBilling: (code) => {
      throw promptBlocked(code)
    },
  },
  slow: beforeBillingFaults.slow,
  hang: beforeBillingFaults.hang,
  'reset-on-arrival': beforeBillingFaults['reset-on-arrival'],
  'reset-before-billing': beforeBillingFaults['reset-before-billing'],
  'html-503': beforeBillingFaults['html-503'],
  redirect: beforeBillingFaults.redirect,
} as const satisfies Record<string, Fault>

const work = {
  partial: workFaults.partial,
  'all-filtered': {
    ...workFaults['all-filtered'],
    effect: 'The safety filter takes everything: 200 with the reason alone',
  },
} as const satisfies Record<string, Fault>

const json = {
  unexplained: {
    billed: 'yes',
    effect: 'An answer without pictures and without a reason',
    json: () => ({}),
  },
  fewer: {
    billed: 'yes',
    effect: 'That many pictures are missing from the answer, though all are billed',
    argument: { pattern: /^\d{1,2}$/, meaning: 'count', fallback: '1' },
    json: (answer, count) => ({ ...answer, predictions: predictionsOf(answer).slice(Number(count)) }),
  },
  'bad-base64': {
    billed: 'yes',
    effect: '`bytesBase64Encoded` is no base64',
    json: (answer) =>
      mapPredictions(answer, (one) => ({ ...one, bytesBase64Encoded: '@@@ this is (not) base64 %%%' })),
  },
  'no-bytes': {
    billed: 'yes',
    effect: 'The predictions have neither bytes nor a reason',
    json: (answer) => mapPredictions(answer, () => ({ mimeType: 'image/png' })),
  },
  'error-200': {
    billed: 'yes',
    effect: 'Status 200 with an `error` in the body',
    json: () => ({ error: { code: 500, message: 'Internal error encountered.', status: 'INTERNAL' } }),
  },
  'unknown-fields': {
    billed: 'yes',
    effect: 'Fields nobody has heard of, everywhere',
    json: (answer) => ({ ...mapPredictions(answer, (one) => ({ ...one, xNew: [1, null] })), xFlag: true }),
  },
  'changed-schema': {
    billed: 'yes',
    effect: 'The predictions are called `generatedImages`',
    json: (answer) => ({ generatedImages: predictionsOf(answer) }),
  },
} as const satisfies Record<string, Fault>

/** All there is: the names that magic words and POST /standin/faults know here. */
export const googleFaults = {
  ...before,
  ...work,
  ...pictureFaults,
  ...json,
  ...afterBillingFaults,
  'billed-error': {
    billed: 'yes',
    effect: '500 INTERNAL for finished work',
    answer: () => toGoogleAnswer(new GoogleError('INTERNAL')),
  },
} as const satisfies Record<string, Fault>

export type GoogleFaultName = keyof typeof googleFaults

export const isGoogleFaultName = (name: unknown): name is GoogleFaultName =>
  typeof name === 'string' && Object.hasOwn(googleFaults, name)

export const findGoogleFault = finderIn(googleFaults)

function predictionsOf({ predictions }: JsonObject): readonly Json[] {
  return isList(predictions) ? predictions : []
}

function mapPredictions(answer: JsonObject, change: (one: JsonObject) => JsonObject): JsonObject {
  return { ...answer, predictions: predictionsOf(answer).map((one) => (isObject(one) ? change(one) : one)) }
}
