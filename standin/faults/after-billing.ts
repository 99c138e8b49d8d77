import { ApiError, toErrorAnswer } from '../api/errors.ts'
import type { Answer, Deliver, Fault } from '../contract.ts'
import {
  cutBody,
  deliverCloseInBody,
  deliverDripping,
  deliverNothing,
  deliverReset,
  deliverResetInBody,
  htmlPage,
} from './delivery.ts'
import { deliverGzipBomb, deliverHugeBody } from './endless-bodies.ts'

const MEBIBYTES = /^\d{1,4}$/

/** Faults on the way back: the work is done and billed, the answer goes wrong. */
export const afterBillingFaults = {
  'billed-error': {
    billed: 'yes',
    effect: '500 INTERNAL_ERROR for finished work',
    answer: () => toErrorAnswer(new ApiError('INTERNAL_ERROR')),
  },
  'hang-after-billing': {
    billed: 'yes',
    effect: 'Never answers',
    answer: by(deliverNothing),
  },
  'reset-after-billing': {
    billed: 'yes',
    effect: 'Resets the connection before the headers',
    answer: by(deliverReset),
  },
  'reset-in-body': {
    billed: 'yes',
    effect: 'Resets the connection in the middle of the body',
    answer: by(deliverResetInBody),
  },
  'close-in-body': {
    billed: 'yes',
    effect: 'Closes the connection in the middle of the body; content-length says the whole',
    answer: by(deliverCloseInBody),
  },
  drip: {
    billed: 'yes',
    effect: 'The body drips at that speed: a megabyte at 10 bytes a second takes a day',
    argument: { pattern: /^[1-9]\d{0,8}$/, meaning: 'bytesPerSecond', fallback: '10' },
    answer: (answer, bytesPerSecond) => ({ ...answer, deliver: deliverDripping(Number(bytesPerSecond)) }),
  },
  'cut-json': {
    billed: 'yes',
    effect: 'Half of the JSON, with a content-length that fits',
    answer: cutBody,
  },
  'empty-body': {
    billed: 'yes',
    effect: 'Status 200 and no body',
    answer: ({ status, headers }) => ({ status, headers, bytes: Buffer.alloc(0) }),
  },
  'html-200': {
    billed: 'yes',
    effect: 'Status 200 with an HTML page, as from a captive portal',
    answer: () => htmlPage(200, 'Welcome to the network'),
  },
  'wrong-content-type': {
    billed: 'yes',
    effect: 'The right JSON under that type',
    argument: { pattern: /^[\w.+-]+\/[\w.+-]+$/, meaning: 'type', fallback: 'text/html' },
    answer: (answer, type) => ({ ...answer, headers: { ...answer.headers, 'content-type': type } }),
  },
  'huge-body': {
    billed: 'yes',
    effect: 'A body of that many MiB, streamed',
    argument: { pattern: MEBIBYTES, meaning: 'MiB', fallback: '256' },
    answer: (answer, mebibytes) => ({ ...answer, deliver: deliverHugeBody(Number(mebibytes)) }),
  },
  'gzip-bomb': {
    billed: 'yes',
    effect: 'That many MiB of blanks before the JSON, gzipped to a thousandth',
    argument: { pattern: MEBIBYTES, meaning: 'MiB', fallback: '512' },
    answer: (answer, mebibytes) => ({ ...answer, deliver: deliverGzipBomb(Number(mebibytes)) }),
  },
} as const satisfies Record<string, Fault>

function by(deliver: Deliver): (answer: Answer) => Answer {
  return (answer) => ({ ...answer, deliver })
}
