import { expect, test } from 'vitest'
import { doubleClickMs, makeRequestIds } from './request-ids.ts'

function atWill() {
  const clock = { ms: 0 }
  let made = 0
  const ids = makeRequestIds(
    () => clock.ms,
    () => String(++made),
  )
  return { clock, ids }
}

test('a double click is one request, and two clicks that are meant are two', () => {
  const { clock, ids } = atWill()
  expect(ids.begin('a')).toBe('1')
  clock.ms = doubleClickMs - 1
  expect(ids.begin('a')).toBeNull()
  ids.end('1', 'answered')
  clock.ms += doubleClickMs
  expect(ids.begin('a')).toBe('2')
  expect(ids.begin('b')).toBe('3')
})

test('what nobody answered is sent again under its id, as long as it is the same wish', () => {
  const { clock, ids } = atWill()
  expect(ids.begin('a')).toBe('1')
  ids.end('1', 'lost')
  expect(ids.begin('a')).toBe('1')
  ids.end('1', 'answered')
  clock.ms = doubleClickMs
  expect(ids.begin('a')).toBe('2')
  ids.end('2', 'lost')
  expect(ids.begin('b')).toBe('3')
  expect(ids.begin('a')).toBe('4')
})

test('where only one may be under way, a second press waits for the answer, however long that takes', () => {
  const { clock, ids } = atWill()
  const one = { isOneAtATime: true }
  expect(ids.begin('a', one)).toBe('1')
  clock.ms = 60_000
  expect(ids.begin('a', one)).toBeNull()
  ids.end('1', 'answered')
  clock.ms += doubleClickMs
  expect(ids.begin('a', one)).toBe('2')
})
