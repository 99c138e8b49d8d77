import { expect, test } from 'vitest'
import { AppError, errorCodes, isAppError } from './errors.ts'

test('an expected failure carries a code, a sentence, its HTTP status and its cause', () => {
  const cause = new Error('disk')
  const error = new AppError('unavailable', 'The storage is away.', { cause })
  expect(error).toBeInstanceOf(Error)
  expect([error.code, error.message, error.status, error.cause]).toEqual([
    'unavailable',
    'The storage is away.',
    503,
    cause,
  ])
})

test('every code has the HTTP status that says the same', () => {
  const statuses = errorCodes.map((code) => [code, new AppError(code, '').status])
  expect(Object.fromEntries(statuses)).toEqual({
    signed_out: 401,
    forbidden: 403,
    not_found: 404,
    invalid: 400,
    conflict: 409,
    throttled: 429,
    over_budget: 402,
    too_large: 413,
    unavailable: 503,
  })
})

test('an expected failure is known by its shape, also when another copy of the class made it', () => {
  class OtherCopy extends Error {
    override name = 'AppError'
    code = 'not_found'
  }
  expect(isAppError(new AppError('invalid', ''))).toBe(true)
  expect(isAppError(new OtherCopy('x'))).toBe(true)
})

test('a bug is none, and neither is something that only looks like one', () => {
  const system = Object.assign(new Error('x'), { code: 'ENOENT' })
  for (const other of [
    new Error('x'),
    system,
    new TypeError('x'),
    { name: 'AppError', code: 'invalid' },
    null,
    'AppError',
  ])
    expect(isAppError(other)).toBe(false)
})
