import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { aGemini, ask, googleErrorSchema, MODEL, post, predictionsSchema } from './testing.ts'

async function picturesOf(response: Response): Promise<Buffer[]> {
  const { predictions } = predictionsSchema.parse(await response.json())
  return predictions.map(({ bytesBase64Encoded }) => Buffer.from(bytesBase64Encoded ?? '', 'base64'))
}

const errorOf = async (response: Response) => googleErrorSchema.parse(await response.json()).error

test.each([
  ['1:1', 1024, 1024],
  ['3:4', 896, 1280],
  ['4:3', 1280, 896],
  ['9:16', 768, 1408],
  ['16:9', 1408, 768],
])('%s is drawn with %i × %i pixels', async (aspectRatio, width, height) => {
  const gemini = await aGemini()
  const [picture] = await picturesOf(await ask(gemini, 'x', { aspectRatio }))
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width, height })
})

test('a JPEG comes in the quality that was asked for', async () => {
  const gemini = await aGemini()
  gemini.control.change({ plain: true })
  const sizes = []
  for (const compressionQuality of [10, undefined, 95]) {
    const outputOptions = { mimeType: 'image/jpeg', compressionQuality }
    const [picture] = await picturesOf(await ask(gemini, 'x', { outputOptions }))
    expect((await sharp(picture).metadata()).format).toBe('jpeg')
    sizes.push(picture?.length)
  }
  expect(sizes).toEqual(sizes.toSorted((one, other) => Number(one) - Number(other)))
})

test('1 to 4 different pictures are made and billed, four when nothing is said', async () => {
  const gemini = await aGemini()
  gemini.control.change({ plain: true })
  for (const sampleCount of [1, 2, 3, 4, undefined]) {
    const pictures = await picturesOf(await ask(gemini, 'x', { sampleCount }))
    expect(new Set(pictures.map(String)).size).toBe(sampleCount ?? 4)
  }
  expect(gemini.control.bill()).toMatchObject({ images: 14, totalMicros: 420_000 })
})

const refused: [parameters: object, model: string, status: number, says: string][] = [
  [{ sampleCount: 0 }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ sampleCount: 5 }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ aspectRatio: '21:9' }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ negativePrompt: 'fog' }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ personGeneration: 'yes' }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ safetySetting: 'block_only_high' }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ outputOptions: { mimeType: 'image/webp' } }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ sampleImageSize: '2K' }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{ addWatermark: false }, MODEL, 400, 'INVALID_ARGUMENT'],
  [{}, 'imagen-3.0-generate-001', 404, 'NOT_FOUND'],
  [{}, 'imagen-9', 404, 'NOT_FOUND'],
]

test.each(refused)(
  '%j of %s is refused: %i %s, and costs nothing',
  async (parameters, model, status, says) => {
    const gemini = await aGemini()
    const response = await ask(gemini, 'x', parameters, { model })
    expect(response.status).toBe(status)
    expect(await errorOf(response)).toMatchObject({ code: status, status: says })
    expect(gemini.control.bill().totalMicros).toBe(0)
  },
)

test('a prompt that is empty, or a body that is none, is refused', async () => {
  const gemini = await aGemini()
  expect((await ask(gemini, '')).status).toBe(400)
  const headers = { 'x-goog-api-key': gemini.apiKey }
  const url = `${gemini.url}/v1beta/models/${MODEL}:predict`
  for (const body of [[], {}, { instances: [] }, 'text'])
    expect((await post(url, body, headers)).status).toBe(400)
})

test('the list of models wants the key, and has no model that is past its end', async () => {
  const { url, apiKey } = await aGemini()
  const response = await fetch(`${url}/v1beta/models?pageSize=1`, { headers: { 'x-goog-api-key': apiKey } })
  const schema = z.object({ models: z.array(z.object({ name: z.string() })) })
  const names = schema.parse(await response.json()).models.map(({ name }) => name)
  expect(names).toContain(`models/${MODEL}`)
  expect(names).not.toContain('models/imagen-3.0-generate-001')
})

test('a wrong key is a 400 with a reason, a missing one a 403', async () => {
  const { url, control, apiKey } = await aGemini()
  const get = (headers: Record<string, string>) => fetch(`${url}/v1beta/models`, { headers })
  const wrong = await get({ 'x-goog-api-key': 'AIzaWrong' })
  expect(wrong.status).toBe(400)
  expect(await errorOf(wrong)).toMatchObject({
    status: 'INVALID_ARGUMENT',
    details: [{ reason: 'API_KEY_INVALID' }],
  })
  expect((await get({})).status).toBe(403)
  control.change({ keyRefused: true })
  expect((await get({ 'x-goog-api-key': apiKey })).status).toBe(400)
})

test('the call log says what was called and how it ended, without the key', async () => {
  const gemini = await aGemini()
  await (await ask(gemini, 'x', { sampleCount: 9 })).json()
  await expect
    .poll(() => gemini.control.calls()[0]?.outcome)
    .toMatchObject({
      state: 'answered',
      status: 400,
      code: 'INVALID_ARGUMENT',
    })
  expect(JSON.stringify(gemini.control.calls())).not.toContain(gemini.apiKey)
  expect(gemini.control.calls()[0]?.fields).toMatchObject({ instances: [{ prompt: 'x' }] })
})

test('the control answers by HTTP as in the process', async () => {
  const gemini = await aGemini()
  const place = `${gemini.url}/standin`
  expect(
    (await post(`${place}/faults`, { fault: 'error', argument: 'UNAVAILABLE', times: 1 }, {})).status,
  ).toBe(200)
  expect((await post(`${place}/faults`, { fault: 'no-such' }, {})).status).toBe(400)
  expect((await ask(gemini, 'x')).status).toBe(503)
  const put = await fetch(`${place}/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ plain: true }),
  })
  expect(await put.json()).toMatchObject({ plain: true })
  expect((await ask(gemini, 'x')).status).toBe(200)
  expect(await (await fetch(`${place}/bill`)).json()).toMatchObject({ totalMicros: 30_000, images: 1 })
  expect(await (await fetch(`${place}/calls`)).json()).toHaveLength(2)
})

test('what is no path of the API is not there, and another API is none of its', async () => {
  const { url, apiKey } = await aGemini()
  for (const path of ['/', '/v1/projects/x', '/token', `/v1beta/models/${MODEL}:generate`]) {
    expect((await post(`${url}${path}`, {}, { 'x-goog-api-key': apiKey })).status).toBe(404)
  }
})
