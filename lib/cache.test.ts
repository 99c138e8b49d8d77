import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'))
const { cached } = await import('./cache.ts')

const forever = 60_000
const never = new Promise<string>(() => {})

/** A source whose answers the test gives, one for each time it is asked. */
function aSource() {
  const asked: string[] = []
  const waiting: PromiseWithResolvers<string>[] = []
  return {
    asked,
    load: (key: string) => {
      asked.push(key)
      const answer = Promise.withResolvers<string>()
      waiting.push(answer)
      return answer.promise
    },
    answer: (value: string) => waiting.shift()?.resolve(value),
    fail: () => waiting.shift()?.reject(new Error('away')),
  }
}

const lasting = { name: 'a thing', freshMs: forever, patienceMs: forever, retryMs: forever }

test('a value is loaded once and given again while it is fresh', async () => {
  const source = aSource()
  const read = cached(source.load, lasting)
  const first = read('a')
  source.answer('one')
  expect(await first).toBe('one')
  expect(await read('a')).toBe('one')
  expect(source.asked).toEqual(['a'])
})

test('an old value is given at once while a new one is fetched behind it', async () => {
  const source = aSource()
  const read = cached(source.load, { ...lasting, freshMs: -1 })
  const first = read('a')
  source.answer('one')
  await first
  expect(await read('a')).toBe('one')
  expect(source.asked).toEqual(['a', 'a'])
  source.answer('two')
  await expect.poll(() => read('a')).toBe('two')
})

test('a refresh that fails leaves the old value, and is not tried again at once', async () => {
  const source = aSource()
  const read = cached(source.load, { ...lasting, freshMs: -1 })
  const first = read('a')
  source.answer('one')
  await first
  await read('a')
  source.fail()
  await wait(5)
  expect([await read('a'), await read('a')]).toEqual(['one', 'one'])
  expect(source.asked).toHaveLength(2)
})

test('a first load that fails gives undefined, and a dead source is not asked at every call', async () => {
  const source = aSource()
  const read = cached(source.load, lasting)
  const first = read('a')
  source.fail()
  expect(await first).toBeUndefined()
  expect([await read('a'), await read('a')]).toEqual([undefined, undefined])
  expect(source.asked).toHaveLength(1)
})

test('after its time, a source that failed is asked again', async () => {
  const source = aSource()
  const read = cached(source.load, { ...lasting, retryMs: -1 })
  const first = read('a')
  source.fail()
  await first
  const second = read('a')
  source.answer('one')
  expect(await second).toBe('one')
})

test('a load that throws before it promises anything is a failed load', async () => {
  const read = cached((): Promise<string> => {
    throw new Error('no')
  }, lasting)
  expect(await read('a')).toBeUndefined()
})

test('who waits for a slow source goes on without a value, and finds it later', async () => {
  const source = aSource()
  const read = cached(source.load, { ...lasting, patienceMs: 10 })
  expect(await read('a')).toBeUndefined()
  source.answer('one')
  await expect.poll(() => read('a')).toBe('one')
  expect(source.asked).toEqual(['a'])
})

test('a hundred callers share one load', async () => {
  const source = aSource()
  const read = cached(source.load, lasting)
  const all = Promise.all(Array.from({ length: 100 }, () => read('a')))
  source.answer('one')
  expect(new Set(await all)).toEqual(new Set(['one']))
  expect(source.asked).toHaveLength(1)
})

test('keys know nothing of each other: one that hangs keeps no other waiting', async () => {
  const read = cached((key) => (key === 'slow' ? never : Promise.resolve(key)), { ...lasting, patienceMs: 5 })
  const slow = read('slow')
  expect(await read('a')).toBe('a')
  expect(await slow).toBeUndefined()
})

test('no more than `limit` keys are kept: the one that was loaded longest ago goes first', async () => {
  const asked: string[] = []
  const load = async (key: string) => (asked.push(key), key)
  const read = cached(load, { ...lasting, limit: 2 })
  for (const key of ['a', 'b', 'c', 'b', 'c']) expect(await read(key)).toBe(key)
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(await read('a')).toBe('a')
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})

test('a value that is null is a value', async () => {
  let loads = 0
  const read = cached(async () => (loads++, null), lasting)
  expect([await read('a'), await read('a'), loads]).toEqual([null, null, 1])
})
