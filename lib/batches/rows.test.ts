import { describe, expect, test } from 'vitest'
import type { ParameterSpec } from '#lib/models/schema.ts'
import { parseRows } from './schema/rows.ts'

const common = {
  group: 'core' as const,
  description: null,
  required: false,
  overrides: [],
  providers: [],
}
const specs: ParameterSpec[] = [
  { ...common, kind: 'integer', name: 'n', label: 'Images', min: 1, max: 4, default: 1 },
  {
    ...common,
    kind: 'number',
    name: 'guidance',
    label: 'Guidance',
    min: 0,
    max: 20,
    above: null,
    below: null,
    default: null,
  },
  { ...common, kind: 'switch', name: 'enhance', label: 'Enhance', default: null },
  { ...common, kind: 'choice', name: 'steps', label: 'Steps', options: [4, 8], default: null },
  {
    ...common,
    kind: 'text',
    name: 'negative_prompt',
    label: 'Negative prompt',
    maxLength: null,
    default: null,
  },
  { ...common, kind: 'json', name: 'extra', label: 'Extra', shape: null, default: null },
]
const base = { template: '', variables: {}, modelId: 'm', provider: null, parameters: {} }
const read = (text: string, changes: Partial<typeof base> = {}) =>
  parseRows(text, { base: { ...base, ...changes }, specs, lists: new Map() })

describe('a table', () => {
  test('has a prompt and parameters, typed as the model has them', () => {
    const { format, rows, problems } = read(
      'prompt,n,guidance,enhance,steps,negative_prompt,extra\nA cat,2,7.5,yes,8,12,"{""a"": 1}"\nA dog,,,,,,\n',
    )
    expect({ format, problems }).toEqual({ format: 'csv', problems: [] })
    expect(rows).toEqual([
      {
        line: 2,
        prompt: 'A cat',
        variables: {},
        parameters: { n: 2, guidance: 7.5, enhance: true, steps: 8, negative_prompt: '12', extra: { a: 1 } },
      },
      { line: 3, prompt: 'A dog', variables: {}, parameters: {} },
    ])
  })

  test('may fill variables, of its own prompts or of the one that is there', () => {
    const own = read('prompt;where\nA boat at {{where}};sea\n"A kite; over {{where}}";"the lake"')
    expect(own.rows.map(({ variables }) => variables)).toEqual([{ where: 'sea' }, { where: 'the lake' }])
    expect(own.rows[1]?.prompt).toBe('A kite; over {{where}}')
    const template = '{{what}} at {{where}}'
    const theirs = read('what\twhere\nA boat\tsea', { template })
    expect(theirs.rows).toEqual([
      { line: 2, prompt: null, variables: { what: 'A boat', where: 'sea' }, parameters: {} },
    ])
  })

  test('says which line is wrong and why, and the others stay', () => {
    const { rows, problems } = read(
      'prompt,n\nA cat,9\n"A prompt\nof two lines",1\nA dog,many\nA {red|blue} boat,1\n,2\nA kite,4\n',
    )
    expect(rows.map(({ line }) => line)).toEqual([3, 8])
    expect(problems).toEqual([
      { line: 2, message: 'Images must be at most 4.' },
      { line: 5, message: 'Images must be a whole number.' },
      { line: 6, message: expect.stringContaining('it stands for 2 prompts') },
      { line: 7, message: 'Write a prompt.' },
    ])
  })

  test('says which columns it does not use', () => {
    const { rows, unused } = read('prompt,comment\nA cat,nice')
    expect(unused).toEqual(['comment'])
    expect(rows).toEqual([{ line: 2, prompt: 'A cat', variables: {}, parameters: {} }])
  })

  test('finds a quotation mark that is not closed', () => {
    const { rows, problems } = read('prompt,n\nA cat,1\n"A dog,1')
    expect(rows.map(({ prompt }) => prompt)).toEqual(['A cat'])
    expect(problems).toEqual([{ line: 3, message: expect.stringContaining('quotation mark') }])
  })

  test.each(['\uFEFFprompt,n\r\nA cat,1\r\n', 'Prompt\nA cat', ' prompt , n\nA cat, 1'])('%j', (text) => {
    expect(read(text).rows).toMatchObject([{ line: 2, prompt: 'A cat' }])
  })
})

describe('plain lines', () => {
  test('are a prompt each, commas and all', () => {
    const { format, rows } = read('A cat, asleep\n\n# a note\n"Stop", says the sign\r\nA dog')
    expect(format).toBe('lines')
    expect(rows.map(({ line, prompt }) => [line, prompt])).toEqual([
      [1, 'A cat, asleep'],
      [4, '"Stop", says the sign'],
      [5, 'A dog'],
    ])
  })

  test('more than a thousand are cut, and it is said where', () => {
    const { rows, problems } = read(Array.from({ length: 1_003 }, (_, index) => `Prompt ${index}`).join('\n'))
    expect(rows).toHaveLength(1_000)
    expect(problems).toEqual([{ line: 1_001, message: expect.stringContaining('There are 1,003 rows') }])
  })

  test('nothing is nothing', () => {
    expect(read('\n \n')).toEqual({ format: 'lines', rows: [], problems: [], unused: [] })
  })
})
