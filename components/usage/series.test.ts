import fc from 'fast-check'
import { expect, test } from 'vitest'
import { niceMax } from './series.ts'

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
