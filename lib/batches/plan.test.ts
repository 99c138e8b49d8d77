import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Axis, Plan, PlanOf } from './schema.ts'
import { axisSchema, coordinatesOf, listNamesOf, parametersFor, planCells, planSchema } from './schema.ts'

const noLists = new Map<string, readonly string[]>()
const modelId = 'imagen-3.0-generate-002'
const base = { template: 'A {red|blue} boat', variables: {}, modelId, provider: null, parameters: { n: 2 } }
const plain = { ...base, template: 'A boat' }

const variants = (changes: Partial<PlanOf<'variants'>> = {}): Plan => ({
  kind: 'variants',
  sample: null,
  ...base,
  ...changes,
})
const matrix = (axes: Axis[], changes: Partial<PlanOf<'matrix'>['base']> = {}): Plan => ({
  kind: 'matrix',
  base: { ...plain, ...changes },
  axes,
})
const sizes: Axis = { kind: 'parameter', label: 'Shape', name: 'aspect_ratio', values: ['1:1', '16:9', null] }

function cellsOf(plan: Plan, lists = noLists) {
  const planned = planCells(plan, lists)
  if (!planned.ok) throw new Error(planned.message)
  return planned
}
const promptsOf = (plan: Plan, lists = noLists) => cellsOf(plan, lists).cells.map(({ input }) => input.prompt)

describe('variants', () => {
  test('are the expansions of the prompt, and remember what was typed', () => {
    const { axes, cells } = cellsOf(variants())
    expect(axes).toEqual([{ kind: 'expansion', label: 'Variant', values: ['red', 'blue'] }])
    expect(cells).toMatchObject([
      {
        position: 0,
        coordinates: [0],
        labels: ['red'],
        input: {
          prompt: 'A red boat',
          template: 'A {red|blue} boat',
          variables: {},
          modelId,
          parameters: { n: 2 },
        },
      },
      { position: 1, coordinates: [1], labels: ['blue'], input: { prompt: 'A blue boat' } },
    ])
  })

  test('of a sample are the same for the same seed', () => {
    const wide = (seed: number) =>
      promptsOf(variants({ template: '{0|1|2|3|4|5|6|7|8|9}'.repeat(12), sample: { size: 20, seed } }))
    expect(wide(7)).toHaveLength(20)
    expect(wide(7)).toEqual(wide(7))
    expect(wide(8)).not.toEqual(wide(7))
  })

  test('say which lists they need', () => {
    const plan = variants({ template: 'A __colour__ {__thing__|b} __colour__' })
    expect(listNamesOf(plan)).toEqual(['colour', 'thing'])
    expect(listNamesOf(variants({ template: 'A __colour__ boat', plain: true }))).toEqual([])
    const prompts: Axis = { kind: 'prompt', label: 'Prompt', values: ['__a__', '__b__'] }
    expect(listNamesOf(matrix([prompts]))).toEqual(['a', 'b'])
  })

  test('know lists, and of a plain prompt there is one', () => {
    const lists = new Map([['colour', ['red', 'green', 'blue']]])
    expect(promptsOf(variants({ template: 'A __colour__ boat' }), lists)).toHaveLength(3)
    expect(promptsOf(variants({ plain: true }))).toEqual(['A {red|blue} boat'])
  })
})

describe('models', () => {
  const models = (template: string): Plan => ({
    kind: 'models',
    template,
    variables: {},
    modelIds: ['a', 'b', 'c'],
    parameters: {},
  })

  test('draw the same prompt side by side', () => {
    const { cells } = cellsOf(models('A boat'))
    expect(cells.map(({ input, coordinates }) => [input.modelId, coordinates])).toEqual([
      ['a', [0]],
      ['b', [1]],
      ['c', [2]],
    ])
  })

  test('draw every expansion', () => {
    const { axes, cells } = cellsOf(models('A {red|blue} boat'))
    expect(axes.map(({ values }) => values.length)).toEqual([2, 3])
    expect(cells.map(({ labels }) => labels.join(' '))).toEqual([
      'red a',
      'red b',
      'red c',
      'blue a',
      'blue b',
      'blue c',
    ])
  })

  test('get what each of them knows, and what is varied stays to be found', () => {
    const spec = {
      label: '',
      group: 'core',
      description: null,
      required: false,
      overrides: [],
      providers: [],
    }
    const specs = [
      { ...spec, group: 'core' as const, name: 'n', kind: 'integer' as const, min: 1, max: 4, default: 1 },
    ]
    const chosen = { n: 2, seed: 1, aspect_ratio: '1:1' }
    expect(parametersFor(models('A boat'), specs, chosen)).toEqual({ n: 2 })
    const byModel: Axis = { kind: 'model', label: 'Model', values: ['a', 'b'] }
    expect(parametersFor(matrix([sizes, byModel]), specs, chosen)).toEqual({ n: 2, aspect_ratio: '1:1' })
    expect(parametersFor(matrix([sizes]), specs, chosen)).toEqual(chosen)
  })
})

describe('a matrix', () => {
  test('is every value of each axis with every value of the others', () => {
    const subject: Axis = { kind: 'variable', label: 'Subject', name: 'subject', values: ['cat', '{a|b}'] }
    const { axes, cells } = cellsOf(matrix([subject, sizes], { template: 'A {{subject=dog}}' }))
    expect(axes.map(({ values }) => values)).toEqual([
      ['cat', '{a|b}'],
      ['1:1', '16:9', 'default'],
    ])
    expect(cells.map(({ input }) => [input.prompt, input.parameters['aspect_ratio']])).toEqual([
      ['A cat', '1:1'],
      ['A cat', '16:9'],
      ['A cat', undefined],
      ['A {a|b}', '1:1'],
      ['A {a|b}', '16:9'],
      ['A {a|b}', undefined],
    ])
    expect(cells[4]?.input.variables).toEqual({ subject: '{a|b}' })
  })

  test('may go over the alternatives, with variables in them', () => {
    const axes: Axis[] = [
      { kind: 'expansion', label: 'Words' },
      { kind: 'variable', label: 'Where', name: 'where', values: ['sea', 'lake'] },
    ]
    expect(promptsOf(matrix(axes, { template: 'A {red|blue} boat at {{where}}' }))).toEqual([
      'A red boat at sea',
      'A red boat at lake',
      'A blue boat at sea',
      'A blue boat at lake',
    ])
  })

  test('may go over prompts and models', () => {
    const axes: Axis[] = [
      { kind: 'prompt', label: 'Prompt', values: ['A cat', 'A {{size=small}} dog'] },
      { kind: 'model', label: 'Model', values: ['a', 'b'] },
    ]
    expect(cellsOf(matrix(axes)).cells.map(({ input }) => `${input.prompt} ${input.modelId}`)).toEqual([
      'A cat a',
      'A cat b',
      'A small dog a',
      'A small dog b',
    ])
  })

  test.each<[string, Plan, string]>([
    ['alternatives without an axis', matrix([sizes], base), 'it stands for 2 prompts'],
    [
      'a prompt of the axis with alternatives',
      matrix([{ kind: 'prompt', label: 'Prompt', values: ['A cat', 'A {b|c}'] }]),
      'Prompt 2 has alternatives',
    ],
    [
      'a variable that is not in the prompt',
      matrix([{ kind: 'variable', label: 'Mood', name: 'mood', values: ['calm'] }]),
      'no variable "mood"',
    ],
  ])('is refused with a sentence for %s', (_name, plan, sentence) => {
    expect(planCells(plan, noLists)).toMatchObject({
      ok: false,
      reason: 'invalid',
      message: expect.stringContaining(sentence),
    })
  })

  test.each([
    [[sizes, sizes]],
    [[]],
    [
      [
        { kind: 'prompt', label: 'Prompt', values: ['A cat'] },
        { kind: 'expansion', label: 'Words' },
      ],
    ],
    [[{ kind: 'variable', label: '', name: 'x', values: ['y'] }]],
    [[{ kind: 'parameter', label: 'X', name: 'x', values: [] }]],
  ])('does not pass the edge when its axes make no grid', (axes) => {
    expect(planSchema.safeParse({ ...matrix([]), axes }).success).toBe(false)
  })
})

describe('the limit', () => {
  const long = (name: string, length = 100): Axis => ({
    kind: 'parameter',
    label: name,
    name,
    values: Array.from({ length }, (_, index) => index),
  })

  test('a thousand pass, and one more does not', () => {
    expect(cellsOf(matrix([long('a'), long('b', 10)])).cells).toHaveLength(1_000)
    expect(planCells(matrix([long('a'), long('b', 11)]), noLists)).toMatchObject({
      ok: false,
      reason: 'too_many',
      count: '1100',
    })
  })

  test('a million million million are counted, not made', () => {
    const wide = { template: '{0|1|2|3|4|5|6|7|8|9}'.repeat(14) }
    const plan = matrix([{ kind: 'expansion', label: 'Words' }, long('a'), long('b')], wide)
    expect(planCells(plan, noLists)).toMatchObject({
      ok: false,
      reason: 'too_many',
      count: '1000000000000000000',
      message: expect.stringContaining('1,000,000,000,000,000,000 pictures'),
    })
  })
})

describe('prompts that are too long are refused before one is made', () => {
  const long = 'x'.repeat(32_000)
  const template = '{{a}}'.repeat(6_300)
  const message = 'The prompt would be up to 201,600,000 characters long'
  const other: Axis = { kind: 'variable', label: 'A', name: 'a', values: ['y', long] }

  test.each<[string, Plan, string]>([
    ['variants', variants({ template, variables: { a: long } }), message],
    [
      'a sample',
      variants({ template: `${template}{b|c}`, variables: { a: long }, sample: { size: 1, seed: 1 } }),
      'up to 201,600,001',
    ],
    [
      'models',
      { kind: 'models', template, variables: { a: long }, modelIds: ['a', 'b'], parameters: {} },
      message,
    ],
    ['a matrix', matrix([sizes], { template, variables: { a: long } }), message],
    ['a value of an axis', matrix([other], { template }), message],
    [
      'alternatives beside a value of an axis',
      matrix([{ kind: 'expansion', label: 'Words' }, other], { template: `{b|c}${template}` }),
      'up to 201,600,001',
    ],
    [
      'a row',
      {
        kind: 'file',
        base: plain,
        rows: [
          { line: 2, prompt: null, variables: {}, parameters: {} },
          { line: 3, prompt: template, variables: { a: long }, parameters: {} },
        ],
      },
      'Line 3 would be up to 201,600,000 characters long',
    ],
  ])('%s', (_name, plan, sentence) => {
    expect(planCells(plan, noLists)).toMatchObject({
      ok: false,
      reason: 'invalid',
      message: expect.stringContaining(sentence),
    })
  })

  test('what an axis varies is judged by its own values', () => {
    const short: Axis = { kind: 'variable', label: 'A', name: 'a', values: ['y'] }
    expect(cellsOf(matrix([short], { template, variables: { a: long } })).cells).toHaveLength(1)
  })

  test('more than can be counted', () => {
    const options = Array.from({ length: 15_990 }, () => 'a').join('|')
    expect(planCells(variants({ template: `{999$$${options}}` }), noLists)).toMatchObject({
      ok: false,
      reason: 'invalid',
      message: expect.stringContaining('than can be counted'),
    })
  })
})

test('positions and coordinates say the same, in any grid', () => {
  const grids = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(grids, (lengths) => {
      const axes = lengths.map((length, index): Axis =>
        axisSchema.parse({
          kind: 'parameter',
          label: 'x',
          name: `p${index}`,
          values: Array.from({ length }, (_, value) => value),
        }),
      )
      const planned = planCells(matrix(axes), noLists)
      const product = lengths.reduce((size, length) => size * length, 1)
      expect(planned.ok).toBe(product <= 1_000)
      if (!planned.ok) return
      const { cells } = planned
      expect(new Set(cells.map(({ coordinates }) => coordinates.join())).size).toBe(cells.length)
      for (const { position, coordinates, input } of cells) {
        expect(coordinatesOf(position, lengths)).toEqual(coordinates)
        expect(lengths.map((_, index) => input.parameters[`p${index}`])).toEqual(coordinates)
      }
    }),
  )
})
