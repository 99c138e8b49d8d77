import { expect, test } from 'vitest'
import type { Call, Failure, Generation } from '#lib/generations/schema.ts'
import { aGeneration } from '#tests/unit/generation.ts'
import { describeFailure } from './words.ts'

/** A generation that ended with this, and cost nothing. */
function endOf(code: Failure['code'], message: string) {
  const waiting = aGeneration()
  if (waiting.status !== 'queued') throw new Error('It does not wait.')
  const { position: _, ...common } = waiting
  const failure = { code, message, missing: 1, retryAfterSeconds: null }
  return describeFailure({ ...common, status: code === 'content_policy' ? 'refused' : 'failed', failure })
}

const codes =
  'Unable to show generated images. All images were filtered out because they violated the guidelines. ' +
  'Support codes: 56562880'

test('a refusal says what its support codes mean', () => {
  expect(endOf('content_policy', codes)).toEqual({
    text: 'The provider filtered it: violence in the picture (support code 56562880). It cost nothing.',
    next: 'rephrase',
  })
})

test('a refusal without codes says that the policy refused it', () => {
  expect(endOf('content_policy', 'Flagged.')).toEqual({
    text: "The provider's content policy refused this. It cost nothing.",
    next: 'rephrase',
  })
})

test('where every provider filtered it, it is to be put in other words; else to be tried again', () => {
  expect(endOf('providers_exhausted', codes)).toEqual({
    text: 'Every provider failed. The provider filtered it: violence in the picture (support code 56562880). It cost nothing.',
    next: 'rephrase',
  })
  expect(endOf('providers_exhausted', 'No room')).toEqual({
    text: 'Every provider failed. It said: “No room”. It cost nothing.',
    next: 'retry',
  })
})

const aCall = (upstream: Call['upstream']): Generation['attempts'][number] => ({
  number: 1,
  upstream,
  provider: null,
  state: 'lost',
  httpStatus: null,
  upstreamRequestId: null,
  executedModel: null,
  costMicros: 30_000,
  sentAt: null,
  finishedAt: null,
})

const lost = (upstream: Call['upstream'], code: 'no_answer' | 'not_an_image'): Generation => ({
  ...aGeneration(),
  status: 'lost',
  failure: { code, message: '', missing: 1, retryAfterSeconds: null },
  costMicros: 30_000,
  attempts: [aCall(upstream)],
})

test('of a lost answer the log has spoken, and it was billed', () => {
  expect(describeFailure(lost('lumenfall', 'no_answer'))?.text).toBe(
    'It was sent, and no whole answer came back. It was billed, and the pictures cannot be had again. It cost $0.03.',
  )
})

test('of a provider that keeps no log nobody knows, and it says so', () => {
  expect(describeFailure(lost('gemini', 'no_answer'))?.text).toBe(
    'It was sent, and no whole answer came back. Gemini API keeps no log that says whether it was billed. About $0.03 is counted, to be on the safe side.',
  )
  expect(describeFailure(lost('vertex', 'not_an_image'))?.text).toContain('It was billed')
})
