import { describe, expect, test } from 'vitest'
import { orderOf, routingSchema } from './schema.ts'

const percents = { gemini: 100, vertex: 100 }
const able = ['gemini', 'vertex'] as const

describe('who is asked for a picture', () => {
  test('is Lumenfall alone, unless somebody chose otherwise', () => {
    expect(orderOf({ ...routingSchema.parse({}), pin: null, able })).toEqual(['lumenfall'])
    expect(orderOf({ policy: 'lumenfall', percents, pin: 'gemini', able })).toEqual(['lumenfall'])
  })

  test('is Lumenfall and then whom the team has keys for', () => {
    expect(orderOf({ policy: 'lumenfall_first', percents, pin: null, able })).toEqual([
      'lumenfall',
      'gemini',
      'vertex',
    ])
    expect(orderOf({ policy: 'lumenfall_first', percents, pin: null, able: [] })).toEqual(['lumenfall'])
  })

  test('is the cheapest by what the team pays there, and Lumenfall where all cost the same', () => {
    const question = { policy: 'cheapest', pin: null, able } as const
    expect(orderOf({ ...question, percents })).toEqual(['lumenfall', 'gemini', 'vertex'])
    expect(orderOf({ ...question, percents: { gemini: 100, vertex: 80 } })).toEqual([
      'vertex',
      'lumenfall',
      'gemini',
    ])
  })

  test('is the fastest by measurement, and first of all who was never measured', () => {
    const question = { policy: 'fastest', percents, pin: null, able } as const
    expect(orderOf({ ...question, medianMs: { lumenfall: 5_000, gemini: 4_000, vertex: 4_500 } })).toEqual([
      'gemini',
      'vertex',
      'lumenfall',
    ])
    expect(orderOf({ ...question, medianMs: { lumenfall: 5_000, gemini: 4_000 } })[0]).toBe('vertex')
  })

  test('is the provider of a pin and nobody else: directly with a key, else behind Lumenfall', () => {
    for (const policy of ['lumenfall_first', 'cheapest', 'fastest'] as const) {
      expect(orderOf({ policy, percents, pin: 'vertex', able })).toEqual(['vertex'])
      expect(orderOf({ policy, percents, pin: 'vertex', able: ['gemini'] })).toEqual(['lumenfall'])
      expect(orderOf({ policy, percents, pin: 'replicate', able })).toEqual(['lumenfall'])
    }
  })
})

test.each([null, 'nonsense', { policy: 'dearest' }, { policy: 'lumenfall', percents: { gemini: 0 } }])(
  'settings that cannot be read (%j) are as before anybody chose',
  (settings) => {
    expect(routingSchema.parse(settings)).toEqual({ policy: 'lumenfall', percents })
  },
)
