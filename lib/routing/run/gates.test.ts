import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Gate, Health } from './gates.ts'
import { gateOf, isOpen, rest, through } from './gates.ts'

const aGate = (places = 8): Gate => gateOf(`lumenfall ${uuid()}`, places)

const callsOf = async (gate: Gate, health: Health, times: number) => {
  for (let call = 0; call < times; call++) await through(gate, async () => health)
}

/** A call that goes on until the returned function says how it came back. */
function underWay(gate: Gate): (health: Health) => Promise<Health> {
  const { promise, resolve } = Promise.withResolvers<Health>()
  const call = through(gate, () => promise)
  return (health) => (resolve(health), call)
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

test('a way is left alone after five failures in a row, and not after four', async () => {
  const gate = aGate()
  await callsOf(gate, 'ill', 4)
  await callsOf(gate, 'well', 1)
  await callsOf(gate, 'ill', 4)
  expect(isOpen(gate)).toBe(true)
  await callsOf(gate, 'ill', 1)
  expect(isOpen(gate)).toBe(false)
})

test('every 30 s one call tries a way that is left alone, and the others stay away meanwhile', async () => {
  const gate = aGate()
  await callsOf(gate, 'ill', 5)
  later(29_000)
  expect(isOpen(gate)).toBe(false)
  for (let rounds = 0; rounds < 3; rounds++) {
    later(31_000)
    expect(isOpen(gate)).toBe(true)
    const end = underWay(gate)
    expect(isOpen(gate)).toBe(false)
    await end('ill')
    expect(isOpen(gate)).toBe(false)
  }
  later(31_000)
  await callsOf(gate, 'well', 1)
  expect(isOpen(gate)).toBe(true)
})

test('where there is no other way a call goes through all the same', async () => {
  const gate = aGate()
  await callsOf(gate, 'ill', 5)
  let calls = 0
  await through(gate, async () => {
    calls++
    return 'ill'
  })
  expect(calls).toBe(1)
})

test('trouble of our own says nothing of whoever would have been called', async () => {
  const gate = aGate()
  for (let call = 0; call < 9; call++)
    await expect(through(gate, () => Promise.reject(new Error('The database is away.')))).rejects.toThrow()
  expect(isOpen(gate)).toBe(true)
})

test('a way that asks for it rests for so long, but not longer than ten minutes', () => {
  const [short, long] = [aGate(), aGate()]
  rest(short, 20_000)
  rest(long, Number.MAX_SAFE_INTEGER)
  later(19_000)
  expect([isOpen(short), isOpen(long)]).toEqual([false, false])
  later(2_000)
  expect([isOpen(short), isOpen(long)]).toEqual([true, false])
  later(10 * 60_000)
  expect(isOpen(long)).toBe(true)
})

test('a way whose places are taken is not open', async () => {
  const gate = aGate(1)
  const end = underWay(gate)
  expect(isOpen(gate)).toBe(false)
  await end('well')
  expect(isOpen(gate)).toBe(true)
})
