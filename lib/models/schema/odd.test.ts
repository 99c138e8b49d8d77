import { expect, test } from 'vitest'
import { aLumenfall } from '#tests/unit/lumenfall.ts'
import type { JsonValue } from './json.ts'
import { modelSchema } from './model.ts'
import { parameterSpecSchema } from './parameter.ts'
import { findParameterProblems } from './problems.ts'
import { readParameterSchema } from './read.ts'

/** What the stand-in says of a model, read as any other model is. */
async function read(id: string) {
  const { upstream } = await aLumenfall()
  const found = readParameterSchema(await upstream.getModel(id))
  if (!found) throw new Error(`Nothing was read of ${id}.`)
  for (const spec of found.parameters) expect(parameterSpecSchema.safeParse(spec).error).toBeUndefined()
  expect(modelSchema.shape.parameters.parse(JSON.parse(JSON.stringify(found.parameters)))).toEqual(
    found.parameters,
  )
  expect(found.promptLimit).toBe(1000)
  expect(found).toMatchObject({ images: null, hasPrompt: true, needsOtherMedia: false })
  return found.parameters
}

type Specs = Awaited<ReturnType<typeof read>>

const kindsOf = (specs: Specs) => Object.fromEntries(specs.map(({ name, kind }) => [name, kind]))
const specOf = (specs: Specs, name: string) => specs.find((spec) => spec.name === name)
const problemsOf = (specs: Specs, values: Record<string, JsonValue>) =>
  findParameterProblems(specs, values).map(({ message }) => message)

test('an object in an object is JSON, checked to its bottom', async () => {
  const specs = await read('aquarelle-2-pro')
  expect(kindsOf(specs)).toEqual({ n: 'integer', camera: 'json', pigments: 'json' })
  expect(specOf(specs, 'camera')).toMatchObject({ label: 'Camera', description: 'Where the viewer stands.' })
  const camera = { distance: 2.5, angle: 'low', lens: { focal_length: 35, anamorphic: true } }
  expect(problemsOf(specs, { camera, pigments: [{ name: 'ochre', share: 0.3 }] })).toEqual([])
  expect(problemsOf(specs, { camera: { ...camera, distance: 0 } })).toEqual([
    'Camera (distance) must be at least 0.1.',
  ])
  expect(problemsOf(specs, { camera: { angle: 'low' } })).toEqual(['Camera (distance) must be a number.'])
  expect(problemsOf(specs, { camera: { distance: 1, lens: { focal_length: 35.5 } } })).toEqual([
    'Camera (lens.focal_length) must be a whole number.',
  ])
  expect(problemsOf(specs, { camera: { distance: 1, zoom: 2 } })).toEqual([
    'Camera has no other names than distance, angle, lens.',
  ])
  expect(problemsOf(specs, { pigments: [{ name: 'a' }, {}, { name: 'c' }, { name: 'd' }] })).toHaveLength(1)
})

test('a list of enumerations is several of a few', async () => {
  const specs = await read('collage-xl')
  expect(kindsOf(specs)).toEqual({ n: 'integer', materials: 'several', layers: 'several', tags: 'json' })
  expect(specOf(specs, 'materials')).toMatchObject({ min: 1, max: 3, default: ['paper'] })
  expect(specOf(specs, 'layers')).toMatchObject({
    options: [1, 2, 4, 8],
    min: null,
    max: null,
    default: null,
  })
  expect(problemsOf(specs, { materials: ['leaf', 'wire'], layers: [8], tags: ['x', ''] })).toEqual([])
  expect(problemsOf(specs, { materials: [] })).toEqual([
    'Materials must be at least 1 of paper, cloth, foil, leaf, wire, photograph.',
  ])
  expect(problemsOf(specs, { layers: ['8'] })).toEqual(['Layers (0) must be of 1, 2, 4, 8.'])
  expect(problemsOf(specs, { tags: [1] })).toEqual(['Tags (0) must be text.'])
})

test('one or the other is the one where only null is beside it, a choice of all where both are choices', async () => {
  const specs = await read('chroma/either-or-1')
  expect(kindsOf(specs)).toEqual({
    n: 'integer',
    mood: 'tier',
    strength: 'number',
    canvas: 'json',
    rounds: 'choice',
  })
  expect(specOf(specs, 'mood')).toMatchObject({ options: ['calm', 'tense', 'joyful'], default: 'calm' })
  expect(specOf(specs, 'strength')).toMatchObject({ min: 0, max: 1, default: null })
  expect(specOf(specs, 'rounds')).toMatchObject({ options: [1, 2, 8] })
  expect(specOf(specs, 'canvas')).toMatchObject({ default: 'square_hd' })
  for (const canvas of ['portrait_4_3', { width: 64, height: 4096 }])
    expect(problemsOf(specs, { canvas })).toEqual([])
  for (const canvas of ['square', { width: 64 }, 7])
    expect(problemsOf(specs, { canvas })).toEqual(['Canvas is none of what it may be.'])
})

test('a format that nobody knows changes nothing, a type that nobody knows is JSON', async () => {
  const specs = await read('tinta-mono-v0.9')
  expect(kindsOf(specs)).toEqual({
    n: 'integer',
    ink: 'text',
    drying_time: 'text',
    opacity: 'number',
    plate: 'integer',
    edition: 'json',
    signed: 'switch',
  })
  expect(specOf(specs, 'ink')).toMatchObject({ default: '#1a1a1a' })
  expect(specOf(specs, 'plate')).toMatchObject({ min: 0, max: 255 })
  expect(problemsOf(specs, { opacity: 0 })).toEqual(['Opacity must be more than 0.'])
  expect(problemsOf(specs, { opacity: 0.05, edition: { any: ['thing'] } })).toEqual([])
})

test('sixty parameters come with their ranges, in their order', async () => {
  const specs = await read('sixty-faders')
  expect(specs).toHaveLength(61)
  expect(specOf(specs, 'light_drift')).toMatchObject({ kind: 'integer', min: -5, max: 19, default: 1 })
  expect(specs[1]).toMatchObject({ name: 'sky_grain', label: 'Sky grain', group: 'provider' })
})

test('a missing type is read off from everything else', async () => {
  const specs = await read('untyped-sketcher')
  expect(kindsOf(specs)).toEqual({
    n: 'integer',
    hatching: 'tier',
    lines: 'number',
    smooth: 'switch',
    paper: 'text',
    pressure: 'number',
    palette: 'several',
    frame: 'json',
    notes: 'json',
    hint: 'json',
  })
  expect(specOf(specs, 'hatching')).toMatchObject({ options: ['none', 'light', 'dense'], default: 'light' })
  expect(problemsOf(specs, { frame: { width: 'wide' } })).toEqual(['Frame (width) must be a whole number.'])
  expect(problemsOf(specs, { notes: [null, { a: 1 }], hint: 'x' })).toEqual([])
})

test('references are followed, also in a circle, and parts put together', async () => {
  const specs = await read('pydantic-dream-3')
  expect(kindsOf(specs)).toEqual({
    n: 'integer',
    steps: 'integer',
    sampler: 'tier',
    focus: 'json',
    styles: 'several',
    lost: 'json',
  })
  expect(specOf(specs, 'steps')).toMatchObject({ min: 1, max: 50, default: 28 })
  expect(specOf(specs, 'sampler')).toMatchObject({
    required: true,
    default: 'euler',
    options: ['euler', 'dpm', 'ddim'],
    description: 'How it samples.',
  })
  expect(problemsOf(specs, { focus: { x: 0.5, y: 1, inner: { x: 0, y: 0, anything: 1 } } })).toEqual([])
  expect(problemsOf(specs, { focus: { x: 0.5, y: 1, inner: null } })).toEqual([])
  expect(problemsOf(specs, { focus: { x: 2, y: 1 } })).toEqual(['Focus (x) must be at most 1.'])
})

test('references that multiply end soon', () => {
  const defs = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [
      `d${n}`,
      { properties: { a: { $ref: `#/$defs/d${n + 1}` }, b: { $ref: `#/$defs/d${n + 1}` } } },
    ]),
  )
  const found = readParameterSchema({ $defs: defs, properties: { bomb: { $ref: '#/$defs/d0' } } })
  expect(JSON.stringify(found).length).toBeLessThan(1_000_000)
})
