import { describe, expect, test } from 'vitest'
import { readModelCard } from '#lib/models/schema/card.ts'
import type { CatalogueLine, Recent } from './schema.ts'
import {
  catalogueMarkdown,
  catalogueQuestionSchema,
  creatorsOf,
  factsOf,
  modelPath,
  modelTextPath,
  readModelName,
  replacementsOf,
  retirementsOf,
  selectLines,
  stateLabel,
  stateOf,
} from './schema.ts'

describe('an address names a model', () => {
  test.each([
    [['imagen-3.0-generate-002'], 'imagen-3.0-generate-002'],
    [['google', 'gemini-3-flash'], 'google/gemini-3-flash'],
    [['google%2Fgemini-3-flash'], 'google/gemini-3-flash'],
    [['vertex%2Fimagen-3.0-generate-002'], 'vertex/imagen-3.0-generate-002'],
    [['openrouter', 'google', 'gemini-3-flash'], 'openrouter/google/gemini-3-flash'],
  ])('%j', (parts, name) => expect(readModelName(parts)).toBe(name))

  test.each([
    [['%']],
    [['%00']],
    [['..']],
    [["' OR true --"]],
    [['a', 'b', 'c', 'd']],
    [['Imagen-3']],
    [['x'.repeat(5_000)]],
    [[]],
  ])('and nothing else: %j', (parts) => expect(readModelName(parts)).toBeNull())

  test('and leads back to its page and its text', () => {
    expect(modelPath('ours', 'google/gemini-3-flash')).toBe('/t/ours/models/google/gemini-3-flash')
    expect(modelTextPath('google/gemini-3-flash')).toBe('/models/llms.txt?model=google%2Fgemini-3-flash')
  })
})

describe('how a model stands', () => {
  const well: Recent = { calls: 0, failed: 0, latest: null }
  const known = { id: 'flux', status: 'active' as const, isRead: true, recent: well, today: '2026-11-28' }

  test('what the API says comes first', () => {
    expect(stateOf(known)).toEqual({ kind: 'active' })
    const failing = { calls: 10, failed: 10, latest: 'model_gone' }
    expect(stateOf({ ...known, status: 'disabled', recent: failing })).toEqual({ kind: 'disabled' })
    expect(stateOf({ ...known, status: null, recent: failing })).toEqual({ kind: 'gone' })
    expect(stateOf({ ...known, status: null, isRead: false })).toEqual({ kind: 'unchecked' })
  })

  test.each([
    [{ calls: 10, failed: 5, latest: null }, true],
    [{ calls: 10, failed: 4, latest: 'provider_error' }, false],
    [{ calls: 3, failed: 3, latest: 'providers_exhausted' }, true],
    [{ calls: 2, failed: 2, latest: 'providers_exhausted' }, false],
    [{ calls: 1, failed: 1, latest: 'model_gone' }, true],
  ])('it fails when half of its last calls did, and three or more: %j', (recent, isFailing) => {
    expect(stateOf({ ...known, recent }).kind).toBe(isFailing ? 'failing' : 'active')
  })

  test('its announced end counts while it answers, and says whether it is past', () => {
    const first = { ...known, id: 'imagen-3.0-generate-002' }
    expect(stateOf(first)).toEqual({ kind: 'ending', on: '2026-06-30', isPast: true })
    const before = stateOf({ ...first, today: '2026-06-29' })
    expect(before).toEqual({ kind: 'ending', on: '2026-06-30', isPast: false })
    expect([stateLabel(stateOf(first)), stateLabel(before)]).toEqual(['Past its end', 'Ending'])
  })
})

test('what is named in a model’s place is followed to what is named in that one’s, and ends', () => {
  expect(replacementsOf('imagen-3.0-generate-002')).toEqual([
    'imagen-4.0-generate-001',
    'gemini-2.5-flash-image',
    'gemini-3.1-flash-image',
  ])
  expect(replacementsOf('dall-e-3')).toEqual([])
  expect(replacementsOf('constructor')).toEqual([])
  expect(retirementsOf('constructor')).toEqual([])
  expect(factsOf('constructor')).toBeNull()
})

test('every fact of the first model that needs one has a source on https, and its recipes are of the panel’s shapes', () => {
  const facts = factsOf('imagen-3.0-generate-002')
  if (!facts) throw new Error('There are no facts of the first model.')
  const sources = [
    ...facts.limits.map(({ source }) => source),
    ...facts.benchmarks.map(({ source }) => source),
    ...facts.links,
    ...retirementsOf(facts.id).map(({ source }) => source),
  ]
  for (const { href } of sources) expect(new URL(href).protocol).toBe('https:')
  const ratios: unknown[] = facts.sizes.map(({ ratio }) => ratio)
  for (const { parameters } of facts.uses) expect(ratios).toContain(parameters['aspect_ratio'])
  for (const { columns, rows } of facts.benchmarks)
    for (const { cells } of rows) expect(cells).toHaveLength(columns.length - 1)
})

function aLine(entry: object, changes: Partial<CatalogueLine> = {}): CatalogueLine {
  const card = readModelCard({ model_status: 'active', ...entry })
  if (!card) throw new Error('This is no model.')
  return { ...card, state: { kind: 'active' }, picture: null, ...changes }
}

describe('the catalogue', () => {
  const lines = [
    aLine({ id: 'zebra', name: 'Zebra', owned_by: 'tinta', starting_price: 0.01, tags: ['line-art'] }),
    aLine({ id: 'imagen', name: 'Imagen', owned_by: 'google', starting_price: 0.03, aliases: ['pictor'] }),
    aLine({ id: 'edit', name: 'Edit', owned_by: 'google', capabilities: ['editing'], starting_price: 0.2 }),
    aLine({ id: 'mystery', name: 'Mystery', owned_by: 'black-forest-labs' }),
    aLine(
      { id: 'gift', name: 'Gift', free: true },
      { state: { kind: 'failing', calls: 3, failed: 3, isGone: false } },
    ),
    aLine({ id: 'old', name: 'An old one', owned_by: 'google' }, { state: { kind: 'disabled' } }),
    aLine({ id: 'film', name: 'A film', modality: 'video', owned_by: 'google' }),
  ]
  const found = (asked: object) =>
    selectLines(lines, catalogueQuestionSchema.parse(asked)).map(({ id }) => id)

  test('has what can be used first, by name or from the cheapest', () => {
    expect(found({})).toEqual(['edit', 'gift', 'imagen', 'mystery', 'zebra', 'film', 'old'])
    expect(found({ sort: 'price' })).toEqual(['gift', 'zebra', 'imagen', 'edit', 'mystery', 'film', 'old'])
  })

  test.each([
    [{ search: 'PICTOR' }, ['imagen']],
    [{ search: 'line tinta' }, ['zebra']],
    [{ search: 'black forest' }, ['mystery']],
    [{ creator: 'google', status: 'usable' }, ['edit', 'imagen']],
    [{ way: 'image-edit' }, ['edit']],
    [{ price: '2' }, ['gift', 'zebra']],
    [{ price: 'free' }, ['gift']],
    [{ status: 'trouble' }, ['gift', 'old']],
    [{ status: 'other' }, ['film']],
    [{ search: 'nothing like it' }, []],
  ])('is searched: %j', (asked, ids) => expect(found(asked)).toEqual(ids))

  test('leaves out what an address says wrongly', () => {
    const wrong = {
      way: 'by magic',
      price: '1e9',
      status: ['usable', 'other'],
      sort: 'x',
      search: 'x'.repeat(101),
    }
    expect(catalogueQuestionSchema.parse(wrong)).toEqual(catalogueQuestionSchema.parse({}))
  })

  test('names creators once, and none that has no name', () => {
    expect(creatorsOf(lines).map(({ name }) => name)).toEqual(['Black Forest Labs', 'Google', 'Tinta'])
  })

  test('is a text, too, each model with the address of its own', () => {
    const text = catalogueMarkdown({ lines, isRead: true }, 'https://studio.test/openai/v1')
    expect(text).toContain(
      '- [Imagen](https://studio.test/openai/v1/models/llms.txt?model=imagen) `imagen`: Google, text to image, $0.03 an image',
    )
    expect(text).toContain('`film`: Google, text to image, not named, It makes video, not images.')
    expect(catalogueMarkdown({ lines: [], isRead: false }, '')).toContain('cannot be read just now')
  })
})
