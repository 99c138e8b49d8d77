import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatMoney, plural } from './format.ts'

test.each([
  [0, '$0.00'],
  [30_000, '$0.03'],
  [120_000, '$0.12'],
  [1_000_000, '$1.00'],
  [1_234_560_000, '$1,234.56'],
  [3_000, '$0.003'],
  [12_500, '$0.0125'],
  [1_234_567, '$1.2346'],
  [-30_000, '-$0.03'],
])('%i micro-dollars read %s', (micros, text) => {
  expect(formatMoney(micros)).toBe(text)
})

test('an amount is shown to a hundredth of a cent, and never less exactly than in whole cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (micros) => {
      const shown = Number(formatMoney(micros).replaceAll(/[$,]/g, '')) * 1_000_000
      expect(Math.abs(shown - micros)).toBeLessThanOrEqual(50.001)
    }),
  )
})

test.each([
  [0, '0.0 s'],
  [4_840, '4.8 s'],
  [59_900, '59.9 s'],
  [59_960, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [72_000, '1 min 12 s'],
  [119_600, '2 min 0 s'],
  [3_600_000, '60 min 0 s'],
])('%i ms read %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('no duration has sixty seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
      expect(formatDuration(ms)).not.toMatch(/\b60(\.0)? s/)
    }),
  )
})

test.each([
  [1, '1 kB'],
  [1_499, '1 kB'],
  [412_000, '412 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_000_000, '1.0 MB'],
  [1_440_000, '1.4 MB'],
])('%i bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('one is one, and anything else is many', () => {
  expect([0, 1, 4].map((count) => plural(count, 'image'))).toEqual(['0 images', '1 image', '4 images'])
  expect(plural(2, 'entry', 'entries')).toBe('2 entries')
})
