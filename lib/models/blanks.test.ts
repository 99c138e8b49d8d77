import { setImmediate as tick } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { blanks, blanksKept } from './data/blanks.ts'

const image = (width: number, height: number) => ({ role: 'image' as const, width, height })

async function drawn(width: number, height: number) {
  const [blank] = await blanks([image(width, height)])
  return blank?.bytes
}

test('white pictures stand in for others, in their order, roles and sizes', async () => {
  const made = await blanks([image(30, 20), { role: 'mask', width: 20, height: 30 }])
  expect(made.map(({ role, mime }) => [role, mime])).toEqual([
    ['image', 'image/png'],
    ['mask', 'image/png'],
  ])
  const sizes = await Promise.all(made.map(({ bytes }) => sharp(bytes).metadata()))
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    [30, 20],
    [20, 30],
  ])
})

test('one is drawn once for its size, also where it is asked for twice at once', async () => {
  const [first, second] = await Promise.all([drawn(41, 40), drawn(41, 40)])
  expect(second).toBe(first)
  expect(await drawn(41, 40)).toBe(first)
  expect(await drawn(40, 41)).not.toBe(first)
})

test('those that were used last are kept, and no more than so many', async () => {
  const [kept, left] = [await drawn(50, 1), await drawn(51, 1)]
  for (let width = 1; width < blanksKept; width++) {
    await drawn(width, 2)
    await drawn(50, 1)
  }
  expect(await drawn(50, 1)).toBe(kept)
  expect(await drawn(51, 1)).not.toBe(left)
})

test('however many questions come, two pictures are drawn at a time', async () => {
  let most = 0
  let isDone = false
  const questions = Array.from({ length: 8 }, (_, index) => blanks([image(3_000 + index, 3_000)]))
  const all = Promise.all(questions).finally(() => (isDone = true))
  while (!isDone) {
    most = Math.max(most, sharp.counters().process)
    await tick()
  }
  expect(await all).toHaveLength(8)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(2)
})
