import { setImmediate as tick } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { blanksKept, keptBlank } from './blank-pictures.ts'

test('a white picture is drawn once for its size, also where it is asked for twice at once', async () => {
  const [first, second] = await Promise.all([keptBlank(41, 40), keptBlank(41, 40)])
  expect(second).toBe(first)
  expect(await keptBlank(41, 40)).toBe(first)
  expect(await sharp(first).metadata()).toMatchObject({ format: 'png', width: 41, height: 40 })
  expect(await keptBlank(40, 41)).not.toBe(first)
})

test('those that were used last are kept, and no more than so many', async () => {
  const [kept, left] = [await keptBlank(50, 1), await keptBlank(51, 1)]
  for (let width = 1; width < blanksKept; width++) {
    await keptBlank(width, 2)
    await keptBlank(50, 1)
  }
  expect(await keptBlank(50, 1)).toBe(kept)
  expect(await keptBlank(51, 1)).not.toBe(left)
})

test('one that cannot be drawn is tried again', async () => {
  await expect(keptBlank(Number.NaN, 1)).rejects.toThrow()
  await expect(keptBlank(Number.NaN, 1)).rejects.toThrow()
  expect(await keptBlank(9, 9)).toBeInstanceOf(Buffer)
})

test('however many are asked for, two are drawn at a time', async () => {
  let most = 0
  let isDone = false
  const asked = Array.from({ length: 8 }, (_, index) => keptBlank(3_000 + index, 3_000))
  const all = Promise.all(asked).finally(() => (isDone = true))
  while (!isDone) {
    most = Math.max(most, sharp.counters().process)
    await tick()
  }
  expect(await all).toHaveLength(8)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(2)
})
