import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { within } from './deadline.ts'

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('work that takes too long is aborted, as by any time limit', async () => {
  await expect(within(5, untilAborted)).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('what the work comes to comes back, be it an error', async () => {
  expect(await within(60_000, async () => 'done')).toBe('done')
  await expect(
    within(60_000, async () => {
      throw new Error('broken')
    }),
  ).rejects.toThrow('broken')
})

test('nothing of the work stays in memory once it has ended, however much time it had', async () => {
  setFlagsFromString('--expose-gc')
  const collect = z.function().parse(runInNewContext('gc'))
  /** As a transport does that goes on listening. */
  const heavy = (signal: AbortSignal) => {
    const answer = { bytes: [0] }
    signal.addEventListener('abort', () => answer.bytes.push(1))
    return new WeakRef(answer)
  }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => within(60_000, async (signal) => heavy(signal))),
  )
  await new Promise((resolve) => setTimeout(resolve, 10))
  collect()
  expect(answers.filter((answer) => answer.deref() !== undefined)).toEqual([])
})
