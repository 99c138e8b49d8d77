import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatewayParameters } from './built-in.ts'
import type { JsonValue } from './json.ts'
import { parameterSchema, parameterSpecSchema } from './parameter.ts'
import { readParameterSchema } from './read.ts'

const properties = {
  prompt: { type: 'string', maxLength: 480 },
  steps: { type: 'integer', minimum: 1, maximum: 12, default: 4, description: 'More is finer.' },
  go_fast: { type: 'boolean', default: true },
}
const schema = { type: 'object', properties, required: ['prompt'] }

/** The kinds that were read, by name. */
const kindsIn = (body: unknown) =>
  Object.fromEntries((readParameterSchema(body)?.parameters ?? []).map(({ name, kind }) => [name, kind]))

/** The one parameter that was read. */
function specOf(property: JsonValue, name = 'thing', rest: object = {}) {
  const spec = readParameterSchema({ properties: { [name]: property }, ...rest })?.parameters[0]
  if (!spec) throw new Error('No parameter was read.')
  return spec
}

const containers: Record<string, unknown> = {
  'JSON Schema itself': schema,
  schema: { id: 'm', schema },
  parameters: { id: 'm', parameters: schema },
  parameter_schema: { id: 'm', parameter_schema: schema },
  input_schema: { id: 'm', input_schema: schema },
  inputSchema: { id: 'm', inputSchema: schema },
  'one in another': { id: 'm', schema: { input_schema: schema } },
  'parameters without a schema around them': { id: 'm', parameters: properties },
  'properties alone': { id: 'm', properties },
  'a list': Object.entries(properties).map(([name, property]) => ({ name, ...property })),
  'a list under parameters': {
    parameters: Object.entries(properties).map(([name, rest]) => ({ name, ...rest })),
  },
  'a list with min and max': {
    parameters: [
      { name: 'prompt', type: 'string', maxLength: 480 },
      { name: 'steps', type: 'integer', min: 1, max: 12, default: 4, description: 'More is finer.' },
      { name: 'go_fast', type: 'boolean', default: true },
    ],
  },
}

test.each(Object.entries(containers))('parameters are found in %s', (_name, body) => {
  const read = readParameterSchema(body)
  expect(read?.parameters.map(({ name }) => name)).toEqual(['steps', 'go_fast'])
  expect(read?.parameters[0]).toMatchObject({
    kind: 'integer',
    min: 1,
    max: 12,
    default: 4,
    description: 'More is finer.',
  })
  expect(read?.promptLimit).toBe(480)
  expect(read).toMatchObject({ images: null, hasMask: false, hasPrompt: true, needsOtherMedia: false })
})

test.each([
  null,
  'a text',
  7,
  {},
  { id: 'imagen', object: 'model', tags: ['x'], created: 1 },
  { schema: null },
  { schema: [{ key: 'n' }] },
  { parameters: {} },
])('in %j there are none', (body) => {
  expect(readParameterSchema(body)).toBeNull()
})

test.each<[JsonValue, string, string]>([
  [{ enum: ['1:1', '16:9', '1.91:1'] }, 'thing', 'ratio'],
  [{ enum: ['1024x1024', '1408x768'] }, 'thing', 'size'],
  [{ enum: ['1K', '2K', '4K'] }, 'thing', 'tier'],
  [{ enum: ['low', 'medium', 'high'] }, 'thing', 'tier'],
  [{ enum: ['auto', '1024x1024', '1536x1024', '1024x1536'] }, 'size', 'choice'],
  [{ enum: ['dont_allow', 'allow_adult', 'allow_all'] }, 'thing', 'choice'],
  [{ enum: [1, 2, 4] }, 'thing', 'choice'],
  [{ enum: ['a', null] }, 'thing', 'tier'],
  [{ enum: [null] }, 'thing', 'json'],
  [{ enum: ['a', true] }, 'thing', 'json'],
  [{ enum: [true, false] }, 'thing', 'switch'],
  [{ enum: [], type: 'boolean' }, 'thing', 'switch'],
  [{ type: 'string' }, 'aspect_ratio', 'ratio'],
  [{ type: 'string' }, 'size', 'size'],
  [{ type: 'string' }, 'resolution', 'tier'],
  [{ type: 'string' }, 'style', 'text'],
  [{ type: 'integer' }, 'thing', 'integer'],
  [{ type: 'number' }, 'thing', 'number'],
  [{ type: 'boolean' }, 'thing', 'switch'],
  [{ type: ['integer', 'null'] }, 'thing', 'integer'],
  [{ type: ['null', 'string'] }, 'thing', 'text'],
  [{ type: ['null'] }, 'thing', 'json'],
  [{ type: 'object', properties: { x: { type: 'number' } } }, 'thing', 'json'],
  [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, 'thing', 'several'],
  [{ type: 'array', items: { enum: [1, true] } }, 'thing', 'json'],
  [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'thing', 'json'],
  [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'thing', 'integer'],
  [{ oneOf: [{ const: 'a' }, { const: 'b' }] }, 'thing', 'tier'],
  [{ $ref: '#/$defs/Style' }, 'thing', 'json'],
  [{ type: 'colour' }, 'thing', 'json'],
  [{}, 'thing', 'json'],
  [null, 'thing', 'json'],
  ['string', 'thing', 'json'],
])('%j as "%s" is a %s', (property, name, kind) => {
  expect(specOf(property, name).kind).toBe(kind)
})

test('bounds, limits, words and providers come along, from whichever name they have', () => {
  expect(
    specOf({ type: 'number', min: 0, max: 20, title: 'Guidance', 'x-providers': ['fal'] }),
  ).toMatchObject({
    min: 0,
    max: 20,
    label: 'Guidance',
    providers: ['fal'],
  })
  expect(specOf({ type: 'string', maxLength: 9, providers: ['vertex'] })).toMatchObject({
    maxLength: 9,
    providers: ['vertex'],
  })
})

test('a default is taken where it is of the kind, and only there', () => {
  const defaultOf = (property: JsonValue, name?: string) => specOf(property, name).default
  expect(defaultOf({ type: 'integer', default: 4 })).toBe(4)
  expect(defaultOf({ type: 'integer', default: '4' })).toBeNull()
  expect(defaultOf({ type: 'boolean', default: false })).toBe(false)
  expect(defaultOf({ type: 'boolean', default: 'false' })).toBeNull()
  expect(defaultOf({ enum: [1, 'two'], default: 'two' })).toBe('two')
  expect(defaultOf({ type: 'object', default: { a: [1] } })).toEqual({ a: [1] })
  expect(defaultOf({ type: 'string', default: 7 }, 'aspect_ratio')).toBeNull()
})

test.each([
  ['n', 'Images'],
  ['num_inference_steps', 'Num inference steps'],
  ['personGeneration', 'Person generation'],
  ['safety-level', 'Safety level'],
])('%s is called "%s"', (name, label) => {
  expect(specOf({ type: 'integer' }, name).label).toBe(label)
})

test.each<[JsonValue, string, string]>([
  [{ 'x-group': 'Size & Layout' }, 'thing', 'size'],
  [{ group: 'Output & Format' }, 'thing', 'output'],
  [{ 'x-group': 'Core Parameters' }, 'thing', 'core'],
  [{ 'x-group': 'Additional Parameters' }, 'go_fast', 'provider'],
  [{}, 'seed', 'core'],
  [{}, 'aspect_ratio', 'size'],
  [{}, 'output_format', 'output'],
  [{}, 'go_fast', 'provider'],
])('%j as "%s" stands among the %s parameters', (property, name, group) => {
  expect(specOf(property, name).group).toBe(group)
})

test('size decides alone', () => {
  expect(specOf({}, 'size').overrides).toEqual(['aspect_ratio', 'resolution'])
  expect(specOf({}, 'seed').overrides).toEqual([])
})

test('required is read from the list of names and from the parameter itself', () => {
  expect(specOf({ type: 'string' }, 'style', { required: ['style'] }).required).toBe(true)
  expect(specOf({ type: 'string', required: true }, 'style').required).toBe(true)
  expect(specOf({ type: 'string' }, 'style', { required: 'style' }).required).toBe(false)
})

test('what the studio itself decides is not offered, and neither are files', () => {
  const names = [
    'prompt',
    'model',
    'response_format',
    'stream',
    'partial_images',
    'user',
    'image',
    'mask',
    'input_reference',
  ]
  const more = {
    photo: { type: 'string', format: 'binary' },
    sketch: { 'x-group': 'Media Inputs' },
    seed: { type: 'integer' },
  }
  const body = {
    properties: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])), ...more },
  }
  expect(kindsIn(body)).toEqual({ seed: 'integer' })
  expect(readParameterSchema(body)).toMatchObject({ images: { max: 1 }, hasMask: true })
})

test.each([['image'], ['photo']])('a model that must have %s makes nothing out of text alone', (name) => {
  const body = { properties: { image: {}, photo: { format: 'binary' } }, required: [name] }
  expect(readParameterSchema(body)?.images).toEqual({ min: 1, max: 1 })
})

test.each<[object, { min: number; max: number }]>([
  [
    { prompt: {}, image: { type: 'array', items: { format: 'binary' }, maxItems: 3 } },
    { min: 0, max: 3 },
  ],
  [
    { prompt: {}, image: { type: 'array', items: {} } },
    { min: 0, max: 16 },
  ],
  [
    { prompt: {}, image: { anyOf: [{ type: 'string' }, { type: 'array', maxItems: 4 }] } },
    { min: 0, max: 4 },
  ],
  [
    { prompt: {}, image: { type: 'array', maxItems: 500 } },
    { min: 0, max: 16 },
  ],
  [
    { image: { type: 'string', contentEncoding: 'binary' }, scale_factor: {} },
    { min: 1, max: 1 },
  ],
])('%j starts from so many pictures', (properties, images) => {
  expect(readParameterSchema({ properties })?.images).toEqual(images)
})

test('what must have a film or a sound needs something that is no picture', () => {
  const read = (name: string) =>
    readParameterSchema({ properties: { prompt: {}, [name]: { format: 'binary' } }, required: [name] })
  expect(['video', 'audio_file', 'image'].map((name) => read(name)?.needsOtherMedia)).toEqual([
    true,
    true,
    false,
  ])
})

test('sixty parameters are sixty parameters', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`p_${index}`, { type: 'integer' }]),
  )
  expect(Object.keys(kindsIn({ schema: { properties: many } }))).toHaveLength(60)
})

test('the parameters that the API documents are read like any others', () => {
  expect(kindsIn(gatewayParameters)).toEqual({
    n: 'integer',
    aspect_ratio: 'ratio',
    resolution: 'tier',
    size: 'size',
    output_format: 'tier',
    output_compression: 'integer',
  })
})

test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])(
  'a parameter called %s is a parameter, as a name, a type, or a group',
  (name) => {
    const odd: unknown = JSON.parse(
      `{"properties":{"${name}":{"type":"integer"},"b":{"type":"${name}"},"c":{"group":"${name}"}}}`,
    )
    const read = readParameterSchema(odd)
    for (const spec of read?.parameters ?? [])
      expect(parameterSpecSchema.safeParse(spec).error).toBeUndefined()
    expect(read?.parameters.at(-1)).toMatchObject({ name: 'c', kind: 'json', group: 'provider' })
    expect(specOf({ type: 'integer' }, 'valueOf').label).toBe('Value of')
  },
)

test('a body that is nested without end is no schema', () => {
  const nested = (open: string, close: string): unknown =>
    JSON.parse(open.repeat(200_000) + '1' + close.repeat(200_000))
  expect(readParameterSchema(nested('{"schema":', '}'))).toBeNull()
  expect(readParameterSchema(nested('[', ']'))).toBeNull()
  expect(readParameterSchema({ properties: { deep: { default: nested('[', ']') } } })).toBeNull()
})

const words = [
  'type',
  'enum',
  'default',
  'minimum',
  'maximum',
  'maxLength',
  'title',
  'format',
  'x-group',
  'providers',
  'required',
]
const names = fc.oneof(
  fc.constantFrom('n', 'size', 'aspect_ratio', 'resolution', 'seed', 'prompt', 'image', '__proto__'),
  fc.string(),
)
const types = fc.constantFrom<JsonValue>(
  'string',
  'integer',
  'number',
  'boolean',
  'array',
  'object',
  'null',
  '',
)
const value = fc.oneof(
  types,
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.oneof(fc.string(), fc.constantFrom('1:1', '1x1', '2K'))),
)
const property = fc.oneof(fc.dictionary(fc.constantFrom(...words), value), fc.jsonValue({ maxDepth: 2 }))
const place = fc.constantFrom('schema', 'parameters', 'input_schema', 'properties', 'x')
const somethingLikeASchema = fc
  .record({
    properties: fc.dictionary(names, property),
    required: fc.oneof(fc.array(names), fc.jsonValue({ maxDepth: 1 })),
  })
  .chain((found) =>
    fc.constantFrom<(name: string) => unknown>(
      (name) => ({ [name]: found }),
      () => found,
      () => Object.entries(found.properties).map(([name, rest]) => ({ name, rest })),
    ),
  )
  .chain((wrap) => place.map((name) => wrap(name)))

test('no JSON whatever makes it throw, and every parameter that it gives is a whole one', () => {
  fc.assert(
    fc.property(fc.oneof(somethingLikeASchema, fc.jsonValue()), (body) => {
      for (const spec of readParameterSchema(body)?.parameters ?? []) {
        expect(parameterSpecSchema.safeParse(spec).error).toBeUndefined()
        expect(() => parameterSchema(spec)).not.toThrow()
      }
    }),
    { numRuns: 500 },
  )
})

test('what a parameter offers, its own validator takes', () => {
  const options = fc.array(
    fc.oneof(fc.string(), fc.integer(), fc.constantFrom('1:1', '1024x768', '2K', '__proto__')),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(options, names, (given, name) => {
      const spec = readParameterSchema({ properties: Object.fromEntries([[name, { enum: given }]]) })
        ?.parameters[0]
      if (!spec || !('options' in spec)) return
      for (const option of spec.options) expect(parameterSchema(spec).safeParse(option).error).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

test('an option may be called anything', () => {
  const spec = specOf({ enum: ['__proto__', 'constructor'] })
  for (const option of ['__proto__', 'constructor']) expect(parameterSchema(spec).parse(option)).toBe(option)
  expect(parameterSchema(spec).safeParse('toString').success).toBe(false)
})
