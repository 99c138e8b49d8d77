import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aStandin, errorSchema, imageAnswerSchema, picturesOf } from './testing.ts'

const IMAGEN_3 = 'imagen-3.0-generate-002'
const IMAGEN_4 = 'imagen-4.0-generate-001'

const cases: [wish: object, size: string][] = [
  [{ model: IMAGEN_3 }, '1024x1024'],
  [{ model: IMAGEN_3, size: '1024x1024' }, '1024x1024'],
  [{ model: IMAGEN_3, size: '256x256' }, '1024x1024'],
  [{ model: IMAGEN_3, size: '1792x1024' }, '1408x768'],
  [{ model: IMAGEN_3, size: '1024x1792' }, '768x1408'],
  [{ model: IMAGEN_3, size: '4:3' }, '1280x896'],
  [{ model: IMAGEN_3, size: '3:4' }, '896x1280'],
  [{ model: IMAGEN_3, size: '21:9' }, '1408x768'],
  [{ model: IMAGEN_3, aspect_ratio: '16:9' }, '1408x768'],
  [{ model: IMAGEN_3, aspect_ratio: '9:16' }, '768x1408'],
  [{ model: IMAGEN_3, aspect_ratio: '5:4' }, '1280x896'],
  [{ model: IMAGEN_3, aspect_ratio: '1.91:1' }, '1408x768'],
  [{ model: IMAGEN_3, size: '1:1', aspect_ratio: '16:9' }, '1024x1024'],
  [{ model: IMAGEN_3, resolution: '4K' }, '1024x1024'],
  [{ model: IMAGEN_4, resolution: '2K' }, '2048x2048'],
  [{ model: IMAGEN_4, aspect_ratio: '16:9', resolution: '2K' }, '2730x1536'],
  [{ model: IMAGEN_4, aspect_ratio: '16:9' }, '1365x768'],
  [{ model: IMAGEN_4, size: '2048x2048' }, '2048x2048'],
  [{ model: IMAGEN_4, size: '887x1182', resolution: '2K' }, '887x1182'],
  [{ model: 'flux-schnell', size: '300x500' }, '304x496'],
  [{ model: 'flux-schnell', size: '4000x10' }, '1536x256'],
  [{ model: 'flux-schnell', aspect_ratio: '4:1' }, '1536x512'],
  [{ model: 'mock-image', size: '100x77' }, '100x77'],
]

test('every size, ratio and tier becomes the nearest one the model makes', async () => {
  const { generate, standin } = await aStandin()
  standin.control.change({ plain: true })
  for (const [wish, size] of cases) {
    const answer: unknown = await (
      await generate({ prompt: 'x', response_format: 'b64_json', ...wish })
    ).json()
    const { width, height } = await sharp(picturesOf(answer)[0]).metadata()
    expect([wish, imageAnswerSchema.parse(answer).size, `${width}x${height}`]).toEqual([wish, size, size])
  }
})

test('a higher tier costs more, by tier or by pixels', async () => {
  const { generate } = await aStandin()
  for (const wish of [{ resolution: '2K' }, { size: '2048x2048' }]) {
    const response = await generate({ model: IMAGEN_4, prompt: 'x', ...wish }, { query: '?dryRun=true' })
    expect(await response.json()).toMatchObject({ total_cost_micros: 60_000 })
  }
})

test.each([
  [{ size: 'large' }, 'Invalid size: expected "WIDTHxHEIGHT" or "W:H"'],
  [{ size: '0x100' }, 'Invalid size: expected "WIDTHxHEIGHT" or "W:H"'],
  [{ aspect_ratio: '1024x1024' }, 'Invalid aspect_ratio: expected "W:H"'],
  [{ resolution: 'high' }, 'Invalid resolution: expected a tier such as "1K"'],
])('%o is refused', async (wish, message) => {
  const { generate } = await aStandin()
  const response = await generate({ model: IMAGEN_3, prompt: 'x', ...wish })
  expect(response.status).toBe(400)
  expect(errorSchema.parse(await response.json()).error).toEqual({
    message,
    type: 'invalid_request_error',
    code: 'INVALID_REQUEST',
  })
})

test('AVIF is refused above 1,600 pixels an edge', async () => {
  const { generate } = await aStandin()
  const wish = { model: IMAGEN_4, prompt: 'x', output_format: 'avif' }
  expect((await generate({ ...wish, resolution: '2K' })).status).toBe(400)
  expect((await generate({ ...wish, aspect_ratio: '16:9' }, { query: '?dryRun=true' })).status).toBe(200)
})
