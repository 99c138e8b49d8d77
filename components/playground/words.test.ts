import { expect, test } from 'vitest'
import type { Call, Generation } from '#lib/generations/schema.ts'
import { aGeneration } from '#tests/unit/generation.ts'
import { describeFailure } from './words.ts'

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
