import OpenAI, { APIError } from 'openai'
import { expect, test } from 'vitest'
import { aStandin, errorSchema, newestRequest, SMALL } from './testing.ts'

test.each([
  [{ prompt: 'a'.repeat(1001) }, 'Too big: expected string to have <=1000 characters'],
  [{ prompt: undefined }, 'Invalid input: expected string, received undefined'],
  [{ prompt: '' }, 'Too small: expected string to have >=1 characters'],
  [{ n: 0 }, 'Too small: expected number to be >=1'],
  [{ n: 11 }, 'Too big: expected number to be <=10'],
  [{ n: 1.5 }, 'Invalid input: expected int, received number'],
  [{ n: '2' }, 'Invalid input: expected number, received string'],
  [{ response_format: 'bytes' }, 'Invalid option: expected one of "url"|"b64_json"'],
  [{ output_format: 'tiff' }, 'Invalid option: expected one of "png"|"jpeg"|"gif"|"webp"|"avif"'],
  [{ output_compression: 101 }, 'Too big: expected number to be <=100'],
  [{ num_inference_steps: 99 }, 'Too big: expected number to be <=12'],
  [{ guidance_scale: 'much' }, 'Invalid input: expected number, received string'],
  [{ model: undefined }, 'Invalid input: expected string, received undefined'],
])('%o is refused in words of zod, and logged as rejected', async (change, message) => {
  const place = await aStandin()
  const response = await place.generate({ ...SMALL, ...change })
  expect([response.status, errorSchema.parse(await response.json()).error.message]).toEqual([400, message])
  expect(await newestRequest(place)).toMatchObject({
    status: 'rejected',
    error_code: 'INVALID_REQUEST',
    cost: 0,
  })
})

test('1,000 characters are enough, null counts as absent, and what nobody knows is ignored but seen', async () => {
  const { generate, standin } = await aStandin()
  const body = { ...SMALL, prompt: 'a'.repeat(1000), n: null, quality: 'hd', sparkle: { much: true } }
  expect((await generate(body)).status).toBe(200)
  expect(standin.control.calls()[0]?.fields).toEqual(body)
})

test('without the right key nothing is answered, and nothing is logged', async () => {
  const { standin, generate } = await aStandin()
  for (const authorization of ['', 'Bearer lmnfl_standin.wrong', 'Basic lmnfl_standin.secret']) {
    const response = await generate(SMALL, { headers: { authorization } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      error: { message: 'Invalid API key', type: 'authentication_error', code: 'AUTHENTICATION_FAILED' },
    })
  }
  for (const path of ['/v1/balance', '/v1/requests', '/openai/v1/models']) {
    expect((await fetch(standin.url + path)).status).toBe(401)
  }
  standin.control.change({ keyRefused: true })
  expect((await generate(SMALL)).status).toBe(401)
  standin.control.change({ keyRefused: false })
  expect((await generate(SMALL)).status).toBe(200)
  expect(standin.control.bill().requests).toHaveLength(1)
})

test.each([
  ['imagen-2.0-generate-001', 404, 'MODEL_DISABLED', /disabled/],
  ['IMAGEN-3', 404, 'MODEL_NOT_FOUND', /^Model 'IMAGEN-3' not found\. Did you mean 'imagen-3'\?$/],
  [
    'Vertex/imagen-3.0-generate-002',
    404,
    'MODEL_NOT_FOUND',
    /Did you mean 'vertex\/imagen-3\.0-generate-002'/,
  ],
  ['nonsense', 404, 'MODEL_NOT_FOUND', /^Model 'nonsense' not found$/],
  ['fal/imagen-3.0-generate-002', 404, 'MODEL_NOT_FOUND', /not found/],
  ['crystal-upscaler', 400, 'INVALID_REQUEST', /does not support text-to-image\. Supported modes: upscale/],
  ['google/gemini-3-flash-preview', 400, 'INVALID_REQUEST', /does not support text-to-image/],
  ['veo-3.1-fast', 400, 'INVALID_REQUEST', /does not support text-to-image/],
])('model %s is refused with %i %s', async (model, status, code, message) => {
  const { generate } = await aStandin()
  const response = await generate({ model, prompt: 'x' })
  const { error } = errorSchema.parse(await response.json())
  expect([response.status, error.code]).toEqual([status, code])
  expect(error.message).toMatch(message)
})

test('what does not exist is 404, and a wrong method 405, both in the envelope', async () => {
  const { standin } = await aStandin()
  for (const path of ['/v1/images/generations', '/openai/v1/images/variations', '/openai/v1/videos', '/']) {
    const response = await fetch(standin.url + path, { method: 'POST' })
    expect([path, response.status]).toEqual([path, 404])
    expect(errorSchema.parse(await response.json()).error.code).toBe('NOT_FOUND')
  }
  const response = await fetch(`${standin.baseUrl}/images/generations`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('a body that is no JSON object is refused', async () => {
  const { standin, generate } = await aStandin()
  expect((await generate([1, 2])).status).toBe(400)
  const headers = { authorization: `Bearer ${standin.apiKey}`, 'content-type': 'application/json' }
  const broken = await fetch(`${standin.baseUrl}/images/generations`, {
    method: 'POST',
    headers,
    body: '{"model":',
  })
  expect(broken.status).toBe(400)
})

test.each([
  ['AUTHENTICATION_FAILED', 401, OpenAI.AuthenticationError],
  ['INSUFFICIENT_BALANCE', 402, APIError],
  ['INVALID_REQUEST', 400, OpenAI.BadRequestError],
  ['CONTENT_POLICY_VIOLATION', 400, OpenAI.BadRequestError],
  ['MODEL_NOT_FOUND', 404, OpenAI.NotFoundError],
  ['MODEL_DISABLED', 404, OpenAI.NotFoundError],
  ['RATE_LIMITED', 429, OpenAI.RateLimitError],
  ['ALL_PROVIDERS_EXHAUSTED', 502, OpenAI.InternalServerError],
  ['UPSTREAM_ERROR', 503, OpenAI.InternalServerError],
  ['INTERNAL_ERROR', 500, OpenAI.InternalServerError],
  ['RECORDING_NOT_FOUND', 404, OpenAI.NotFoundError],
])('the client turns %s into its own class, and nothing is billed', async (code, status, kind) => {
  const place = await aStandin()
  const prompt = `x [[error:${code}]]`
  const error: unknown = await place.client.images
    .generate({ ...SMALL, prompt })
    .catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(kind)
  expect(error).toMatchObject({ status, code })
  if (status === 402) expect(Object.getPrototypeOf(error)).toBe(APIError.prototype)
  expect(place.standin.control.bill().totalMicros).toBe(0)
  expect(await newestRequest(place)).toMatchObject({ error_code: code, cost: 0 })
})
