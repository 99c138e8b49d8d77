import fc from 'fast-check'
import { expect, test } from 'vitest'
import { colourOf, niceMax, stackOf } from './series.ts'

test('an axis ends above what it shows, at most two and a half times as high', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 10 ** 12 }), (micros) => {
      expect(niceMax(micros)).toBeGreaterThanOrEqual(micros)
      expect(niceMax(micros)).toBeLessThanOrEqual(2.5 * micros)
    }),
  )
  expect([0, 30_000, 120_000, 1_010_000, 2_400_000].map(niceMax)).toEqual([
    10_000, 50_000, 200_000, 2_000_000, 2_500_000,
  ])
})

test('the dearest parts have colours of their own, all others one together, and nothing is left out', () => {
  const keys = Array.from({ length: 9 }, (_, place) => `part ${place}`)
  const places = new Map(keys.map((key, place) => [key, place]))
  const parts = keys.toReversed().map((key) => ({ key, micros: 10 }))
  const stack = stackOf([...parts, { key: 'unknown', micros: 5 }], places)
  expect(stack.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(stack.map(({ micros }) => micros)).toEqual([10, 10, 10, 10, 10, 10, 35])
  expect(new Set(stack.map(({ place }) => colourOf(place))).size).toBe(7)
  expect(stackOf([{ key: 'part 0', micros: 0 }], places)).toEqual([])
})
