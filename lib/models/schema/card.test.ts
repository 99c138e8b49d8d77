import fc from 'fast-check'
import { expect, test } from 'vitest'
import { builtInModel } from './built-in.ts'
import { readModelCard } from './card.ts'
import type { JsonValue } from './json.ts'
import { modelCardSchema } from './model.ts'

const minimal = { id: 'flux-schnell', object: 'model', created: 1_722_500_000, owned_by: 'black-forest-labs' }

const rich = {
  id: 'imagen-4.0-generate-001',
  object: 'model',
  created: 1_747_700_000,
  owned_by: 'system',
  name: 'Imagen 4',
  description: 'Text to image.',
  creator_organization: 'google',
  featured: true,
  model_status: 'active',
  starting_price: 0.04,
  free: false,
  tags: ['image-generation', 'text-to-image'],
  aliases: ['imagen-4'],
  alternative_names: [],
  image_url: null,
  model_page_path: '/models/google/imagen-4.0-generate-001',
  capabilities: ['editing'],
  modality: 'image',
}

const supportOf = (change: object) => readModelCard({ ...minimal, ...change })?.support
const priceOf = (change: object) => readModelCard({ ...minimal, ...change })?.priceMicros

test('the documented entry alone makes a card: its id is its name, and its price is not known', () => {
  expect(readModelCard(minimal)).toEqual({
    id: 'flux-schnell',
    name: 'flux-schnell',
    creator: 'black-forest-labs',
    description: null,
    status: 'active',
    priceMicros: null,
    aliases: [],
    tags: [],
    modes: ['text-to-image'],
    support: { supported: true },
  })
})

test('a rich entry says more, and the card has it', () => {
  expect(readModelCard(rich)).toEqual({
    id: 'imagen-4.0-generate-001',
    name: 'Imagen 4',
    creator: 'google',
    description: 'Text to image.',
    status: 'active',
    priceMicros: 40_000,
    aliases: ['imagen-4'],
    tags: ['image-generation', 'text-to-image'],
    modes: ['text-to-image', 'image-edit'],
    support: { supported: true },
  })
})

test('the model that is built in is a card like any other', () => {
  expect(modelCardSchema.parse(builtInModel)).toEqual(builtInModel)
})

test('a name stands under one of two words, and an empty one is none', () => {
  expect(readModelCard({ ...minimal, label: 'Flux' })?.name).toBe('Flux')
  expect(readModelCard({ ...minimal, name: '', label: 'Flux' })?.name).toBe('Flux')
  expect(readModelCard({ ...minimal, name: '', label: null })?.name).toBe('flux-schnell')
  expect(readModelCard({ id: 'x' })?.creator).toBe('')
})

test.each([
  [{ starting_price: 0.03 }, 30_000],
  [{ starting_price: 0.0035 }, 3_500],
  [{ starting_price: 0.1 + 0.2 }, 300_000],
  [{ starting_price: 0 }, 0],
  [{ free: true, starting_price: null }, 0],
  [{ starting_price: null }, null],
  [{ starting_price: '0.03' }, null],
  [{ starting_price: -1 }, null],
  [{ starting_price: 1e300 }, null],
])('the price in %j is %j micro-dollars', (entry, micros) => {
  expect(priceOf(entry)).toBe(micros)
})

test.each(['disabled', 'Retired', 'deprecated', 'INACTIVE'])(
  'a model that is %s is marked so',
  (model_status) => {
    expect(readModelCard({ ...minimal, model_status })?.status).toBe('disabled')
  },
)

test.each(['active', 'preview', 'beta', null, 7])(
  'a model whose status is %j can be chosen',
  (model_status) => {
    expect(readModelCard({ ...minimal, model_status })?.status).toBe('active')
  },
)

test.each<[JsonValue & object, string]>([
  [{ modality: 'video' }, 'It makes video, not images.'],
  [{ modality: 'text' }, 'It makes text, not images.'],
  [{ modalities: { input: ['text'], output: ['video', 'audio'] } }, 'It makes video and audio, not images.'],
  [{ tags: ['text-to-vector'] }, 'It makes vector graphics, not pictures.'],
  [{ tags: ['SVG'] }, 'It makes vector graphics, not pictures.'],
])('%j cannot be used here, for a reason that is said', (entry, reason) => {
  expect(supportOf(entry)).toEqual({ supported: false, reason })
})

test.each<[JsonValue & object]>([
  [{ modality: 'image' }],
  [{ modalities: { output: ['text', 'image'] } }],
  [{ modalities: { output: [] } }],
  [{ tags: ['text-to-image'], capabilities: ['editing'] }],
  [{ modality: null, tags: [], capabilities: [] }],
  [{ modality: 7, tags: 'editing', capabilities: null, modalities: 'video' }],
])('%j can be used', (entry) => {
  expect(supportOf(entry)).toEqual({ supported: true })
})

test.each<[Record<string, JsonValue>, string[]]>([
  [{}, ['text-to-image']],
  [{ tags: ['text-to-image'], capabilities: ['editing'] }, ['text-to-image', 'image-edit']],
  [{ capabilities: ['editing', 'inpainting'] }, ['image-edit']],
  [{ tags: ['Upscaling'] }, ['upscale']],
  [{ tags: ['image-upscaling', 'image-editing'] }, ['image-edit', 'upscale']],
])('%j makes pictures in these ways: %j', (entry, modes) => {
  expect(readModelCard({ ...minimal, ...entry })?.modes).toEqual(modes)
})

test.each<[unknown]>([
  [null],
  ['flux-schnell'],
  [[]],
  [{}],
  [{ id: null }],
  [{ id: 7 }],
  [{ id: '' }],
  [{ id: 'Upper-Case' }],
  [{ id: '../v1/balance' }],
  [{ id: 'a/b/c' }],
  [{ id: 'x?dryRun=true' }],
  [{ id: '<script>' }],
  [{ id: 'x'.repeat(200) }],
])('%j names no model that could be called', (entry) => {
  expect(readModelCard(entry)).toBeNull()
})

test('a model of a creator keeps its slash', () => {
  expect(readModelCard({ id: 'google/gemini-3-flash-preview' })?.id).toBe('google/gemini-3-flash-preview')
})

test('no entry whatever makes it throw, and every card that it gives is a whole one', () => {
  const keys = fc.constantFrom(...Object.keys(rich), '__proto__', 'constructor')
  const entry = fc
    .dictionary(keys, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...Object.values(rich))))
    .map((fields) => ({ ...minimal, ...fields }))
  fc.assert(
    fc.property(fc.oneof(entry, fc.jsonValue()), (raw) => {
      const card = readModelCard(raw)
      if (card) expect(modelCardSchema.parse(card)).toEqual(card)
    }),
    { numRuns: 500 },
  )
})
