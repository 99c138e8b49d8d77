import { describe, expect, test } from 'vitest'
import type { JsonValue } from './json.ts'
import { jsonSchema } from './json.ts'
import type { ParameterKind, ParameterSpec, SpecOf } from './parameter.ts'
import { parameterSchema, parameterSpecSchema } from './parameter.ts'
import { parameterValuesSchema } from './values.ts'
import { findParameterProblems } from './problems.ts'

const common = {
  name: 'thing',
  label: 'Thing',
  group: 'core',
  description: null,
  required: false,
  overrides: [],
  providers: [],
} as const

function aSpec<K extends ParameterKind>(
  kind: K,
  facts: Omit<SpecOf<K>, keyof typeof common | 'kind'>,
  more: object = {},
) {
  return parameterSpecSchema.parse({ ...common, kind, ...facts, ...more })
}

const free = { options: [], default: null }
const unbounded = { min: null, max: null, default: null }

interface Case {
  spec: ParameterSpec
  good: JsonValue[]
  bad: [value: JsonValue, sentence: string][]
}

const ratioWords = 'must be a ratio such as 16:9'
const sizeWords = 'must be a size such as 1024x1024, or a ratio such as 16:9'
const scaleWords = 'must be a scale such as 2K'

const cases: Record<string, Case> = {
  'a ratio': {
    spec: aSpec('ratio', { options: ['1:1', '16:9'], default: '1:1' }),
    good: ['1:1', '16:9', '21:9', '1.91:1', '1024:768'],
    bad: [
      ['', ratioWords],
      ['16', ratioWords],
      ['16:', ratioWords],
      ['16x9', ratioWords],
      ['16:9 ', ratioWords],
      ['-1:1', ratioWords],
      ['99999:1', ratioWords],
      [1.77, ratioWords],
      [null, ratioWords],
    ],
  },
  'a size': {
    spec: aSpec('size', free),
    good: ['1024x1024', '1408x768', '16:9', '1:1'],
    bad: [
      ['1024', sizeWords],
      ['1024 x 1024', sizeWords],
      ['1024X1024', sizeWords],
      ['1024×1024', sizeWords],
      ['x1024', sizeWords],
      ['123456x1', sizeWords],
      [1024, 'must be a size such as 1024x1024'],
      [{ width: 1 }, 'must be a size such as 1024x1024'],
    ],
  },
  'a scale of any kind': {
    spec: aSpec('tier', free),
    good: ['1K', '2K', '16K'],
    bad: [
      ['2k', scaleWords],
      ['K', scaleWords],
      ['high', scaleWords],
      [2, scaleWords],
    ],
  },
  'a scale of those listed': {
    spec: aSpec('tier', { options: ['low', 'high'], default: null }),
    good: ['low', 'high'],
    bad: [
      ['medium', 'must be one of low, high'],
      ['2K', 'must be one of low, high'],
      [null, 'must be one of low, high'],
    ],
  },
  'a choice': {
    spec: aSpec('choice', { options: ['png', 2, 'webp'], default: 2 }),
    good: ['png', 2, 'webp'],
    bad: [
      ['2', 'must be one of png, 2, webp'],
      ['PNG', 'must be one of png, 2, webp'],
      [[], 'must be one of png, 2, webp'],
    ],
  },
  'a whole number': {
    spec: aSpec('integer', { min: 1, max: 10, default: 1 }),
    good: [1, 10, 5],
    bad: [
      [0, 'must be at least 1'],
      [11, 'must be at most 10'],
      [1.5, 'must be a whole number'],
      ['5', 'must be a whole number'],
      [null, 'must be a whole number'],
    ],
  },
  'a whole number without bounds': {
    spec: aSpec('integer', unbounded),
    good: [-5, 0, 2 ** 53 - 1],
    bad: [[0.1, 'must be a whole number']],
  },
  'a number': {
    spec: aSpec('number', { min: 0, max: null, above: null, below: null, default: null }),
    good: [0, 0.5, 1e9],
    bad: [
      [-0.1, 'must be at least 0'],
      ['0.5', 'must be a number'],
      [true, 'must be a number'],
    ],
  },
  'a number beyond a bound': {
    spec: aSpec('number', { min: null, max: null, above: 0, below: 1, default: null }),
    good: [0.001, 0.5],
    bad: [
      [0, 'must be more than 0'],
      [1, 'must be less than 1'],
    ],
  },
  'several of a few': {
    spec: aSpec('several', { options: ['a', 'b', 3], min: 1, max: 2, default: null }),
    good: [['a'], ['b', 3]],
    bad: [
      [[], 'must be at least 1 of a, b, 3'],
      [['a', 'b', 3], 'must be at most 2 of a, b, 3'],
      ['a', 'must be a list of a, b, 3'],
    ],
  },
  'a switch': {
    spec: aSpec('switch', { default: null }),
    good: [true, false],
    bad: [
      ['true', 'must be on or off'],
      [1, 'must be on or off'],
    ],
  },
  'a text': {
    spec: aSpec('text', { maxLength: 5, default: null }),
    good: ['', 'five5'],
    bad: [
      ['longer', 'must have at most 5 characters'],
      [5, 'must be text'],
    ],
  },
  'a text without an end': {
    spec: aSpec('text', { maxLength: null, default: null }),
    good: ['x'.repeat(20_000)],
    bad: [[['x'], 'must be text']],
  },
  JSON: {
    spec: aSpec('json', { shape: null, default: null }),
    good: [null, 1, 'x', [1, { deep: [true] }], {}],
    bad: [],
  },
  'JSON of a shape': {
    spec: aSpec('json', {
      shape: {
        type: 'object',
        required: ['x'],
        properties: { x: { type: 'number', minimum: 0 }, list: { type: 'array', items: { enum: ['a'] } } },
      },
      default: null,
    }),
    good: [{ x: 0 }, { x: 1, list: ['a'], other: null }],
    bad: [
      [7, 'must be an object'],
      [null, 'must be an object'],
    ],
  },
}

describe.each(Object.entries(cases))('%s', (_name, { spec, good, bad }) => {
  test.each(good.map((value) => [value]))('may be %j', (value) => {
    expect(parameterSchema(spec).parse(value)).toEqual(value)
    expect(findParameterProblems([spec], { thing: value })).toEqual([])
  })
  if (bad.length > 0) {
    test.each(bad)('may not be %j, and says what it must be', (value, words) => {
      expect(findParameterProblems([spec], { thing: value })).toEqual([
        { name: 'thing', message: `Thing ${words}.` },
      ])
    })
  }
})

test('what is wrong inside of a value is said with its place', () => {
  const shape = {
    type: 'array',
    items: { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
  }
  const spec = aSpec('json', { shape, default: null })
  const messageOf = (value: JsonValue) => findParameterProblems([spec], { thing: value })[0]?.message
  expect(messageOf([{ x: 1 }, { x: 'two' }])).toBe('Thing (1.x) must be a whole number.')
  expect(messageOf([{}])).toBe('Thing (0.x) must be a whole number.')
  expect(messageOf([{ x: 1 }])).toBeUndefined()
})

test('what JSON cannot say is no JSON', () => {
  const schema = parameterSchema(aSpec('json', { shape: null, default: null }))
  for (const value of [undefined, Number.NaN, new Date(), () => 1])
    expect(schema.safeParse(value).success).toBe(false)
})

const size = aSpec('size', free, { name: 'size', label: 'Size', overrides: ['aspect_ratio', 'resolution'] })
const ratio = aSpec('ratio', free, { name: 'aspect_ratio', label: 'Aspect ratio' })
const scale = aSpec('tier', free, { name: 'resolution', label: 'Resolution' })
const seed = aSpec('integer', unbounded, { name: 'seed', label: 'Seed' })
const panel = [ratio, scale, size, seed]

test('nothing chosen, or anything that fits together, is no problem', () => {
  expect(findParameterProblems(panel, {})).toEqual([])
  expect(findParameterProblems(panel, { aspect_ratio: '16:9', resolution: '2K', seed: 7 })).toEqual([])
  expect(findParameterProblems(panel, { size: '1024x1024', seed: 7 })).toEqual([])
})

test.each([
  [{ size: '1024x1024', aspect_ratio: '16:9' }, 'Aspect ratio'],
  [{ size: '16:9', resolution: '2K' }, 'Resolution'],
])('%j would send a value that counts for nothing', (values, other) => {
  expect(findParameterProblems(panel, values)).toEqual([
    { name: 'size', message: `Size and ${other} cannot be set together: Size decides the shape.` },
  ])
})

test('a parameter that the model does not have is refused by its name', () => {
  expect(findParameterProblems(panel, { seeds: 1, mask: 'x' })).toEqual([
    { name: 'seeds', message: 'This model has no parameter "seeds".' },
    { name: 'mask', message: 'This model has no parameter "mask".' },
  ])
})

test('what the model itself must have been told is missed by its label, unless it has a default', () => {
  const needed = aSpec('text', { maxLength: null, default: null }, { required: true })
  expect(findParameterProblems([needed], {})).toEqual([{ name: 'thing', message: 'Thing is needed.' }])
  expect(findParameterProblems([needed], { thing: '' })).toEqual([])
  const known = aSpec('text', { maxLength: null, default: 'x' }, { required: true })
  expect(findParameterProblems([known], {})).toEqual([])
})

test('every problem is said, in the order of the panel, what is unknown at the end', () => {
  const problems = findParameterProblems(panel, { other: 1, seed: 0.5, size: 'big', aspect_ratio: 'wide' })
  expect(problems.map(({ name }) => name)).toEqual(['aspect_ratio', 'size', 'seed', 'other'])
  for (const { message } of problems) expect(message).toMatch(/^[A-Z].+\.$/)
})

test('a parameter may be called like something that every object has', () => {
  const odd = aSpec('integer', unbounded, { name: 'constructor', label: 'Constructor' })
  expect(findParameterProblems([odd], {})).toEqual([])
  expect(findParameterProblems([odd], { constructor: 5 })).toEqual([])
  expect(findParameterProblems(panel, { toString: 1 })).toEqual([
    { name: 'toString', message: 'This model has no parameter "toString".' },
  ])
})

test('values are looked up by name, whatever the name is', () => {
  expect(parameterValuesSchema.safeParse({ ['x'.repeat(101)]: 1 }).success).toBe(false)
  expect(parameterValuesSchema.safeParse({ a: undefined }).success).toBe(false)
  expect(parameterValuesSchema.parse({ a: [null, { b: 1 }] })).toEqual({ a: [null, { b: 1 }] })
})

test('a value that is nested without end is refused with a sentence', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`)
  expect(jsonSchema.safeParse(nested(30)).success).toBe(true)
  expect(jsonSchema.safeParse(nested(100_000)).error?.issues[0]?.message).toBe('is nested too deeply')
})
