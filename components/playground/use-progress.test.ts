import { expect, test } from 'vitest'
import { describeProgress, nextBatch } from './use-progress.ts'

const made = (status: 'running' | 'succeeded' | 'refused') => ({
  status,
  images: status === 'succeeded' ? ['a picture'] : [],
})

test('what starts while others are under way belongs to them; what starts after them is by itself', () => {
  const first = nextBatch([], ['a', 'b'])
  expect(first).toEqual(['a', 'b'])
  expect(nextBatch(first, ['b'])).toBe(first)
  expect(nextBatch(first, ['c', 'b'])).toEqual(['a', 'b', 'c'])
  expect(nextBatch(first, [])).toBe(first)
  expect(nextBatch(first, ['d'])).toEqual(['d'])
})

test('it is said how many there are, then how many are done, and how many brought nothing', () => {
  expect(describeProgress([])).toBe('')
  expect(describeProgress([made('running')])).toBe('1 generation under way')
  expect(describeProgress([made('running'), made('running')])).toBe('2 generations under way')
  expect(describeProgress([made('running'), made('succeeded')])).toBe('1 of 2 done')
  expect(describeProgress([made('refused'), made('succeeded')])).toBe('2 of 2 done, 1 without pictures')
})
