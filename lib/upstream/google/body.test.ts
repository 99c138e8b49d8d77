import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aCall } from '#tests/unit/lumenfall.ts'
import type { GenerationCall } from '../port.ts'
import { directNames } from '../schema.ts'
import { predictBodyOf } from './body.ts'

const gemini = (changes: Partial<GenerationCall> = {}) => predictBodyOf('gemini', aCall(changes))
const vertex = (changes: Partial<GenerationCall> = {}) => predictBodyOf('vertex', aCall(changes))
const parametersOf = (parameters: GenerationCall['parameters'], modelId = 'imagen-3.0-generate-002') =>
  vertex({ parameters, modelId }).body?.parameters
const objectionTo = (parameters: GenerationCall['parameters'], modelId = 'imagen-3.0-generate-002') =>
  vertex({ parameters, modelId }).objection

test.each(directNames)('a call that says nothing more is a prompt, a number and a PNG at %s', (name) => {
  expect(predictBodyOf(name, aCall({ prompt: 'A harbour', n: 3 }))).toEqual({
    body: {
      instances: [{ prompt: 'A harbour' }],
      parameters: {
        sampleCount: 3,
        outputOptions: { mimeType: 'image/png' },
        includeRaiReason: true,
      },
    },
    objection: null,
  })
})

test.each([
  ['1024x1024', '1:1'],
  ['1024x1792', '9:16'],
  ['1792x1024', '16:9'],
  ['1408x768', '16:9'],
  ['1280x896', '4:3'],
  ['896x1280', '3:4'],
  ['99999x1', '16:9'],
  ['16:9', '16:9'],
  ['21:9', '16:9'],
  ['3:2', '4:3'],
  ['2:3', '3:4'],
  ['5:4', '4:3'],
  ['1.91:1', '16:9'],
  ['1:1', '1:1'],
])('a size of %s is made as %s, the nearest', (size, aspectRatio) => {
  expect(parametersOf({ size })).toMatchObject({ aspectRatio })
  if (size.includes(':')) expect(parametersOf({ aspect_ratio: size })).toMatchObject({ aspectRatio })
})

test('a shape and its turned one become a ratio and its turned one', () => {
  const edge = fc.integer({ min: 1, max: 9_999 })
  const turned: Record<string, string> = {
    '1:1': '1:1',
    '3:4': '4:3',
    '4:3': '3:4',
    '9:16': '16:9',
    '16:9': '9:16',
  }
  fc.assert(
    fc.property(edge, edge, (width, height) => {
      const one = parametersOf({ size: `${width}x${height}` })?.['aspectRatio']
      const other = parametersOf({ size: `${height}x${width}` })?.['aspectRatio']
      expect(turned[z.string().parse(one)]).toBe(other)
    }),
  )
})

test('a size counts alone: the ratio and the scale beside it do not', () => {
  expect(parametersOf({ size: '1024x1024', aspect_ratio: '16:9', resolution: '1K' })).toMatchObject({
    aspectRatio: '1:1',
  })
})

describe('the scale', () => {
  test('of Imagen 3 is 1K, which its API has no word for', () => {
    expect(parametersOf({ resolution: '1K' })).not.toHaveProperty('sampleImageSize')
    expect(parametersOf({ size: '2048x2048' })).not.toHaveProperty('sampleImageSize')
    expect(objectionTo({ resolution: '2K' })).toBe('Google takes 1K as resolution here.')
  })

  test('of Imagen 4 is 1K or 2K, but for the fast one', () => {
    const imagen4 = 'imagen-4.0-generate-001'
    expect(parametersOf({ resolution: '2K' }, imagen4)).toMatchObject({ sampleImageSize: '2K' })
    expect(parametersOf({ size: '2048x2048' }, imagen4)).toMatchObject({ sampleImageSize: '2K' })
    expect(parametersOf({ size: '1408x768' }, imagen4)).toMatchObject({ sampleImageSize: '1K' })
    expect(parametersOf({ aspect_ratio: '1:1' }, imagen4)).not.toHaveProperty('sampleImageSize')
    expect(objectionTo({ resolution: '4K' }, imagen4)).toBe('Google takes 1K, 2K as resolution here.')
    expect(objectionTo({ resolution: '2K' }, 'imagen-4.0-fast-generate-001')).not.toBeNull()
  })
})

test.each([
  [{ output_format: 'png' }, { mimeType: 'image/png' }],
  [{ output_format: 'jpeg' }, { mimeType: 'image/jpeg' }],
  [
    { output_format: 'jpeg', output_compression: 0 },
    { mimeType: 'image/jpeg', compressionQuality: 0 },
  ],
  [
    { output_format: 'jpeg', output_compression: 80 },
    { mimeType: 'image/jpeg', compressionQuality: 80 },
  ],
  [{ output_format: 'png', output_compression: 80 }, { mimeType: 'image/png' }],
  [{ output_compression: 80 }, { mimeType: 'image/png' }],
])('%j comes out as %j', (parameters, outputOptions) => {
  expect(parametersOf(parameters)).toMatchObject({ outputOptions })
  expect(parametersOf(parameters)?.['outputOptions']).toEqual(outputOptions)
})

test('people and safety go out under the names of Google, as far as each API takes them', () => {
  const parameters = { personGeneration: 'dont_allow', safety_filter_level: 'block_only_high' }
  expect(vertex({ parameters }).body?.parameters).toMatchObject({
    personGeneration: 'dont_allow',
    safetySetting: 'block_only_high',
  })
  expect(gemini({ parameters }).objection).toBe(
    'Google takes block_low_and_above as safety_filter_level here.',
  )
  const strict = { safety_filter_level: 'block_low_and_above' }
  expect(gemini({ parameters: strict }).body?.parameters).toMatchObject({
    safetySetting: 'block_low_and_above',
  })
})

test('what the call says elsewhere, and what was left open, is nothing to object to', () => {
  const said = { model: 'x', prompt: 'x', n: 9, response_format: 'url', seed: null, size: null }
  expect(vertex({ n: 2, prompt: 'A boat', parameters: said }).body).toMatchObject({
    instances: [{ prompt: 'A boat' }],
    parameters: { sampleCount: 2 },
  })
})

const png = { role: 'image', mime: 'image/png', bytes: new Uint8Array([1]) } as const
const objections: [Partial<GenerationCall>, string][] = [
  [{ n: 0 }, 'Google makes 1 to 4 images in a call.'],
  [{ n: 5 }, 'Google makes 1 to 4 images in a call.'],
  [{ n: 1.5 }, 'Google makes 1 to 4 images in a call.'],
  [{ prompt: ' \n' }, 'Imagen needs a prompt.'],
  [{ inputs: [png] }, 'Imagen starts from words here, not from pictures.'],
  [{ modelId: 'flux-schnell' }, 'Google is called directly for Imagen alone, not for flux-schnell.'],
  [{ modelId: 'imagen-3/../x' }, 'Google is called directly for Imagen alone, not for imagen-3/../x.'],
  [{ modelId: 'google/imagen-3' }, 'Google is called directly for Imagen alone, not for google/imagen-3.'],
  [{ provider: 'replicate' }, 'This call is pinned to replicate.'],
  [{ parameters: { size: 'auto' } }, 'A size looks like 1024x1024 or 16:9.'],
  [{ parameters: { size: '0x10' } }, 'A size looks like 1024x1024 or 16:9.'],
  [{ parameters: { aspect_ratio: '1024x1024' } }, 'A ratio looks like 16:9.'],
  [{ parameters: { aspect_ratio: 'wide' } }, 'A ratio looks like 16:9.'],
  [{ parameters: { output_format: 'webp' } }, 'Google takes png, jpeg as output_format here.'],
  [{ parameters: { seed: 7 } }, 'Google has no seed here.'],
  [{ parameters: { negative_prompt: 'fog', page: 2 } }, 'Google has no negative_prompt, page here.'],
  [{ parameters: { constructor: 'x' } }, 'Google has no constructor here.'],
]

test.each(objections)('%j is objected to: %s', (changes, sentence) => {
  for (const call of [gemini(changes), vertex(changes)])
    expect(call).toEqual({ body: null, objection: sentence })
})

test.each([
  { output_compression: 101 },
  { output_compression: 'best' },
  { size: 7 },
  { personGeneration: true },
])('%j is objected to in a sentence that names it', (parameters) => {
  const objection = objectionTo(parameters)
  expect(objection).toContain(Object.keys(parameters)[0])
  expect(objection).toMatch(/^[\w:].*\.$/)
})

test('a pin to the API that is called is none to another', () => {
  expect(gemini({ provider: 'gemini' }).objection).toBeNull()
  expect(gemini({ provider: 'vertex' }).objection).toBe('This call is pinned to vertex.')
})
