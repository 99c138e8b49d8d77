import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { listGalleryImages, getImageDetail } from '#lib/images/data.ts'
import { estimateCost } from '#lib/models/data.ts'
import type { ParameterValues } from '#lib/models/schema.ts'
import { aGenerationInput, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createGeneration, findGeneration } from './data.ts'
import { generationInputSchema } from './schema.ts'

const world = openWorld()

let viewer: Viewer

beforeAll(async () => {
  viewer = await aViewer()
})

/** The body of the paid call whose prompt has these words. */
const bodyOf = (words: string) =>
  world.standin.control
    .calls()
    .find(
      ({ path, fields }) => path.endsWith('/images/generations') && String(fields['prompt']).includes(words),
    )?.fields

const made = (id: string) =>
  eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' ? generation : null
  })

const sent = { response_format: 'b64_json', n: 1 }

const odd: Record<string, ParameterValues> = {
  'aquarelle-2-pro': {
    camera: { distance: 2.5, angle: 'low', lens: { focal_length: 35, anamorphic: true } },
    pigments: [{ name: 'ochre 🎨 “quoted”', share: 0.3 }, { name: '' }],
  },
  'collage-xl': { materials: ['wire', 'leaf'], layers: [8, 1], tags: ['', 'x'] },
  'chroma/either-or-1': { mood: 'tense', canvas: { width: 512, height: 640 }, strength: 0, rounds: 8 },
  'tinta-mono-v0.9': { ink: 'rgb(0 0 0 / 50%)', plate: 255, opacity: 0.05, edition: null, signed: false },
  'sixty-faders': Object.fromEntries(
    ['sky', 'ground', 'subject', 'edge', 'shadow', 'light'].flatMap((layer, row) =>
      ['bloom', 'tilt', 'contrast', 'fibre', 'drift'].map((trait) => [`${layer}_${trait}`, row]),
    ),
  ),
  'untyped-sketcher': {
    hatching: 'none',
    lines: 1.5,
    smooth: false,
    palette: ['indigo'],
    frame: { width: 3, more: [] },
    notes: [[], {}, null],
    hint: '$ref',
  },
  'pydantic-dream-3': {
    sampler: 'ddim',
    focus: { x: 0, y: 1, inner: { x: 0.25, y: 0.5, inner: null } },
    styles: [],
    steps: 50,
    lost: { really: true },
  },
}

describe('a model that no line of code knows gets exactly what was chosen, and nothing else', () => {
  test.each(Object.entries(odd))('%s', async (modelId, parameters) => {
    await world.work()
    const prompt = `Odd ${modelId}`
    const input = aGenerationInput({ modelId, prompt, parameters })
    await createGeneration(viewer, input)
    const generation = await made(input.id)
    expect(bodyOf(prompt)).toEqual({ ...sent, model: modelId, prompt, ...parameters })
    expect(generation.parameters).toEqual(parameters)
    expect(generation.images).toHaveLength(1)
  })

  test.each<[string, ParameterValues, RegExp]>([
    ['aquarelle-2-pro', { camera: { distance: -1 } }, /Camera \(distance\) must be at least 0.1/],
    ['collage-xl', { materials: ['glass'] }, /Materials \(0\) must be of paper/],
    ['chroma/either-or-1', { canvas: 'round' }, /Canvas is none of what it may be/],
    ['tinta-mono-v0.9', { plate: 256 }, /Plate must be at most 255/],
    ['sixty-faders', { sky_grain: 11 }, /Sky grain must be at most 10/],
    ['pydantic-dream-3', { sampler: 'EULER' }, /Sampler must be one of euler/],
  ])('%s refuses what its schema refuses', async (modelId, parameters, sentence) => {
    const input = aGenerationInput({ modelId, parameters })
    await expect(createGeneration(viewer, input)).rejects.toThrow(sentence)
  })
})

describe('extra JSON', () => {
  const extra = { style_reference: { url: 'https://example.test/a.png', weights: [0.1, 1] }, turbo: true }

  test('goes out beside the parameters, and is shown with what was made', async () => {
    await world.work()
    const prompt = 'Extra beside the usual'
    const input = aGenerationInput({ prompt, parameters: { aspect_ratio: '16:9' }, extra })
    await createGeneration(viewer, input)
    const generation = await made(input.id)
    expect(bodyOf(prompt)).toEqual({
      ...sent,
      model: input.modelId,
      prompt,
      aspect_ratio: '16:9',
      ...extra,
    })
    expect(generation).toMatchObject({ parameters: { aspect_ratio: '16:9' }, extra })
    const { images } = await listGalleryImages(viewer, { scope: 'mine' })
    const image = images.find(({ generationId }) => generationId === input.id)
    const detail = await getImageDetail(viewer, image?.id ?? '')
    expect(detail).toMatchObject({ extra, input: { extra, parameters: { aspect_ratio: '16:9' } } })
    const stranger = await aViewer({ role: 'owner' })
    expect(await findGeneration(stranger, input.id)).toBeNull()
    await expect(getImageDetail(stranger, image?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is part of the recipe, and none is the same as an empty one', async () => {
    const hashOf = async (changes: object) => {
      const input = aGenerationInput(changes)
      await createGeneration(viewer, input)
      return (await db.generation.findUniqueOrThrow({ where: { id: input.id } })).recipeHash
    }
    const plain = await hashOf({})
    expect(await hashOf({ extra: {} })).toBe(plain)
    const turbo = await hashOf({ extra: { turbo: true } })
    expect(turbo).not.toBe(plain)
    expect(await hashOf({ extra: { turbo: false } })).not.toBe(turbo)
    expect(await hashOf({ extra: { turbo: true } })).toBe(turbo)
  })

  test('under the same id with other extra JSON is another request', async () => {
    const input = aGenerationInput({ extra })
    await createGeneration(viewer, input)
    await createGeneration(viewer, input)
    await expect(createGeneration(viewer, { ...input, extra: {} })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test.each([
    'model',
    'prompt',
    'n',
    'response_format',
    'stream',
    'partial_images',
    'user',
    'image',
    'mask',
    'size',
  ])('cannot set %s, which the panel owns', async (name) => {
    const input = aGenerationInput({ extra: { [name]: 'x' } })
    await expect(createGeneration(viewer, input)).rejects.toThrow(`"${name}" cannot be extra JSON`)
    expect(await db.generation.count({ where: { id: input.id } })).toBe(0)
  })

  test.each([
    ['a list', []],
    ['a text', 'x'],
    ['what cannot be kept', { a: 'x\0' }],
    ['too much', { a: 'x'.repeat(20_001) }],
    ['what would be lost', JSON.parse('{"__proto__":1}')],
    ['too many names', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, n]))],
  ])('is not %s', (_name, value) => {
    expect(generationInputSchema.safeParse({ ...aGenerationInput(), extra: value }).success).toBe(false)
  })

  test('is part of the question for the price', async () => {
    const question = { modelId: 'imagen-3.0-generate-002', provider: null, parameters: {} }
    await estimateCost(viewer, { ...question, extra: { asked_for: 'a price' } })
    const dryRuns = world.standin.control.calls().filter(({ path }) => path.includes('dryRun'))
    expect(dryRuns.map(({ fields }) => fields['asked_for'])).toContain('a price')
  })
})

describe('where a price cannot be known, the reason is the API’s own', () => {
  test.each([
    ['imagen-2.0-generate-001', {}, /^The API does not serve this model: .*disabled\.$/],
    ['imagen-3.0-generate-002', { output_compression: 300 }, /^The API does not take this: .*100\.?$/],
    ['nobody-made-this', {}, /not found/],
  ])('%s with %j', async (modelId, parameters, reason) => {
    const estimate = await estimateCost(viewer, { modelId, provider: null, parameters })
    expect(estimate).toMatchObject({ known: false, reason: expect.stringMatching(reason) })
  })
})
