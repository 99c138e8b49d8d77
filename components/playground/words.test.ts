import { expect, test } from 'vitest'
import type { Failure } from '#lib/generations/schema.ts'
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
