import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onceIn } from './once-in.ts'

test('what was read earlier is never told later: a slow telling is not overtaken by the next of the same thing', async () => {
  let state = 'there'
  const told: string[] = []
  const delays = [60, 0]
  const note = onceIn(1, async () => {
    const read = state
    await wait(delays.shift() ?? 0)
    told.push(read)
  })
  note('a', false)
  await wait(20)
  state = 'gone'
  note('a', false)
  await expect.poll(() => told).toEqual(['there', 'gone'])
})

test('many changes in one moment are told once, with the flag that one of them had', async () => {
  const told: [string, boolean][] = []
  const note = onceIn(10, async (id, isFlagged) => void told.push([id, isFlagged]))
  note('a', false)
  note('a', true)
  note('b', false)
  note('a', false)
  await wait(40)
  expect(told).toEqual([
    ['a', true],
    ['b', false],
  ])
})

test('what changes while one waits for its turn is told with it, once', async () => {
  const told: number[] = []
  let changes = 0
  const note = onceIn(1, async () => {
    const read = changes
    await wait(40)
    told.push(read)
  })
  while (changes < 5) {
    changes += 1
    note('a', false)
    await wait(10)
  }
  await expect.poll(() => told.at(-1)).toBe(5)
  expect(told.length).toBeLessThan(5)
})
