import { expect, test } from 'vitest'
import type { Call } from '#lib/generations/schema.ts'
import { describeCalls } from './call-words.ts'

const aCall = (call: Partial<Call>): Call => ({
  number: 1,
  upstream: 'lumenfall',
  provider: null,
  state: 'succeeded',
  httpStatus: null,
  sentAt: '2026-11-28T12:00:00.000Z',
  finishedAt: '2026-11-28T12:00:04.100Z',
  ...call,
})

test('calls are told one after the other: to whom, and how they came back', () => {
  const first = aCall({ state: 'failed', httpStatus: 429, finishedAt: '2026-11-28T12:00:00.300Z' })
  expect(describeCalls([first, aCall({ number: 2, upstream: 'gemini' })])).toBe(
    'Lumenfall answered 429 after 0.3 s; Gemini API made it in 4.1 s',
  )
})

test.each<[Partial<Call>, string]>([
  [{ state: 'failed', upstream: 'vertex' }, 'Vertex AI could not be asked'],
  [{ state: 'refused', httpStatus: 400 }, 'Lumenfall refused it after 4.1 s'],
  [{ state: 'lost' }, 'Lumenfall gave no whole answer: given up after 4.1 s'],
  [{ state: 'lost', httpStatus: 200 }, 'Lumenfall answered without a picture after 4.1 s'],
  [{ state: 'unknown' }, 'Lumenfall gave no whole answer: given up after 4.1 s'],
  [
    { state: 'failed', httpStatus: 503, finishedAt: '2026-11-28T12:00:00.040Z' },
    'Lumenfall answered 503 at once',
  ],
  [{ state: 'sending', finishedAt: null }, 'Lumenfall is asked now'],
])('a call that is %j reads "%s"', (call, words) => {
  expect(describeCalls([aCall({}), aCall(call)])).toBe(`Lumenfall made it in 4.1 s; ${words}`)
})

test('of one call there is nothing to tell', () => {
  expect(describeCalls([aCall({})])).toBe(null)
})
