import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureCodeSchema } from '../schema.ts'
import { readAnswer } from './answers.ts'
import { toMicros } from './bodies.ts'

const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readAnswer({ status, headers }, Buffer.from(JSON.stringify(body)))

const envelope = (code: string | null, message = 'No.') => ({ error: { message, type: 'x', code } })

/** docs.lumenfall.ai/api-reference/errors and the agent skill's error reference, with the status each comes with. */
const documented: [code: string, status: number, kind: string, failure: string][] = [
  ['AUTHENTICATION_FAILED', 401, 'failed', 'key_refused'],
  ['INSUFFICIENT_BALANCE', 402, 'failed', 'insufficient_balance'],
  ['INVALID_REQUEST', 400, 'failed', 'invalid_request'],
  ['CONTENT_POLICY_VIOLATION', 400, 'refused', 'content_policy'],
  ['MODEL_NOT_FOUND', 404, 'failed', 'model_gone'],
  ['MODEL_DISABLED', 404, 'failed', 'model_gone'],
  ['RATE_LIMITED', 429, 'failed', 'rate_limited'],
  ['ALL_PROVIDERS_EXHAUSTED', 502, 'failed', 'providers_exhausted'],
  ['UPSTREAM_ERROR', 400, 'failed', 'provider_error'],
  ['UPSTREAM_ERROR', 503, 'failed', 'provider_error'],
  ['RECORDING_NOT_FOUND', 404, 'failed', 'upstream_error'],
  ['INTERNAL_ERROR', 500, 'unknown', 'upstream_error'],
]

describe.each(documented)('%s with %i', (code, status, kind, failure) => {
  test(`is ${kind}: ${failure}`, () => {
    const answer = read(status, envelope(code), { 'x-lumenfall-request-id': 'req_1' })
    expect(answer).toMatchObject({ kind, failure, message: 'No.' })
    expect(answer.receipt).toMatchObject({
      httpStatus: status,
      code,
      upstreamRequestId: 'req_1',
      costMicros: null,
    })
  })

  test.each([200, 400, 500])('means the same under status %i', (other) => {
    expect(read(other, envelope(code))).toMatchObject({ kind, failure })
  })

  test('means the same as a flat error_code, and as one inside of the error', () => {
    expect(read(status, { error_code: code, message: 'Flat.' })).toMatchObject({
      kind,
      failure,
      message: 'Flat.',
    })
    expect(read(status, { error: { message: 'In.', error_code: code } })).toMatchObject({
      kind,
      failure,
      message: 'In.',
    })
    expect(read(status, { error: 'Text.', error_code: code })).toMatchObject({
      kind,
      failure,
      message: 'Text.',
    })
  })

  test('does not depend on the words of its message', () => {
    for (const message of ['CONTENT_POLICY_VIOLATION', 'rate limit exceeded', 'success', ''])
      expect(read(status, envelope(code, message))).toMatchObject({ kind, failure, message })
  })
})

test.each([
  [400, 'failed', 'invalid_request'],
  [401, 'failed', 'key_refused'],
  [402, 'failed', 'insufficient_balance'],
  [403, 'failed', 'key_refused'],
  [404, 'failed', 'model_gone'],
  [422, 'failed', 'invalid_request'],
  [429, 'failed', 'rate_limited'],
  [409, 'unknown', 'upstream_error'],
  [418, 'unknown', 'upstream_error'],
  [500, 'unknown', 'upstream_error'],
  [502, 'unknown', 'upstream_error'],
  [503, 'unknown', 'upstream_error'],
  [200, 'unknown', 'upstream_error'],
])('an error without a code we know, under %i, is %s: %s', (status, kind, failure) => {
  for (const code of [null, 'SOMETHING_NEW', 'constructor', 'toString', '__proto__'])
    expect(read(status, envelope(code))).toMatchObject({ kind, failure })
})

test('only a word of the code says that nothing was paid: whatever else comes with a 5xx is unknown', () => {
  const known = new Set(documented.map(([code]) => code))
  const code = fc.oneof(fc.string(), fc.constantFrom('constructor', 'ERROR', 'invalid_request'))
  fc.assert(
    fc.property(
      fc.integer({ min: 500, max: 599 }),
      code.filter((text) => !known.has(text)),
      (status, unheard) => {
        expect(read(status, envelope(unheard)).kind).toBe('unknown')
        expect(read(status, { error_code: unheard }).kind).toBe('unknown')
      },
    ),
  )
})

test.each([
  ['7', 7],
  ['0.5', 0.5],
  ['0', null],
  ['-3', null],
  ['soon', null],
  ['Sun, 22 Nov 2026 10:00:00 GMT', null],
])('Retry-After: %s is %j seconds', (header, seconds) => {
  const answer = read(429, envelope('RATE_LIMITED'), { 'retry-after': header })
  expect(answer).toMatchObject({ kind: 'failed', retryAfterSeconds: seconds })
})

const png = Buffer.from('89504e470d0a1a0a00ff10', 'hex')
const item = { b64_json: png.toString('base64') }
const metadata = {
  model: 'imagen-3.0-generate-002',
  executed_model: 'vertex/imagen-3.0-generate-002',
  provider: 'vertex',
  provider_name: 'Google Vertex AI',
  cost: 0.03,
  cost_currency: 'USD',
  attempts: [],
}
const success = { id: 'req_7', created: 1_763_800_000, size: '1024x1024', data: [item], metadata }

test('a good answer is its pictures and its receipt', () => {
  expect(read(200, { ...success, data: [{ ...item, revised_prompt: 'A quay.' }] })).toEqual({
    kind: 'images',
    images: [{ kind: 'bytes', bytes: png, revisedPrompt: 'A quay.' }],
    receipt: {
      httpStatus: 200,
      code: null,
      upstreamRequestId: 'req_7',
      executedModel: 'vertex/imagen-3.0-generate-002',
      provider: 'vertex',
      costMicros: 30_000,
    },
  })
})

test('without metadata, the headers say who made it, and nobody says what it cost', () => {
  const { metadata: _, id: __, ...bare } = success
  const headers = {
    'x-lumenfall-request-id': 'req_h',
    'x-lumenfall-model': 'gemini/x',
    'x-lumenfall-provider': 'gemini',
  }
  expect(read(200, bare, headers).receipt).toMatchObject({
    upstreamRequestId: 'req_h',
    executedModel: 'gemini/x',
    provider: 'gemini',
    costMicros: null,
  })
  expect(read(200, bare).receipt).toMatchObject({
    upstreamRequestId: null,
    executedModel: null,
    provider: null,
  })
})

test('metadata of another type is as good as none, and costs no picture', () => {
  for (const odd of ['text', 7, [], null, { cost: '0.03', provider: 7 }]) {
    const answer = read(200, { ...success, metadata: odd })
    expect(answer).toMatchObject({ kind: 'images', receipt: { costMicros: null, provider: null } })
  }
})

test.each([
  [0, 0],
  [0.03, 30_000],
  [0.1 + 0.2, 300_000],
  [0.0000005, 1],
  [1.0000004, 1_000_000],
  [-0.03, null],
  [1e300, null],
  [null, null],
])('a cost of %j dollars is %j micro-dollars', (cost, micros) => {
  expect(toMicros(cost)).toBe(micros)
  expect(read(200, { ...success, metadata: { ...metadata, cost } }).receipt.costMicros).toBe(micros)
})

test('a whole number of micro-dollars survives the way through dollars', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (micros) => {
      expect(toMicros(Number(JSON.stringify(micros / 1_000_000)))).toBe(micros)
    }),
  )
})

const imagesOf = (...data: unknown[]) => {
  const answer = read(200, { ...success, data })
  if (answer.kind !== 'images') throw new Error(answer.kind)
  return answer.images
}

test('fewer pictures than were asked for are those that came, and none are none', () => {
  expect(imagesOf(item)).toHaveLength(1)
  expect(imagesOf()).toEqual([])
})

test('bytes may stand in a data URL, with or without padding', () => {
  for (const b64_json of [
    `data:image/png;base64,${item.b64_json}`,
    item.b64_json,
    item.b64_json.replace(/=+$/, ''),
  ])
    expect(imagesOf({ b64_json })).toEqual([{ kind: 'bytes', bytes: png, revisedPrompt: null }])
})

test('a hosted picture is an address', () => {
  expect(imagesOf({ url: 'https://media.lumenfall.ai/a.png' })).toEqual([
    { kind: 'url', url: 'https://media.lumenfall.ai/a.png', revisedPrompt: null },
  ])
  expect(imagesOf({ b64_json: null, url: 'https://x/' })[0]?.kind).toBe('url')
  expect(imagesOf({ ...item, url: 'https://x/' })[0]?.kind).toBe('bytes')
})

test.each<[unknown]>([
  [{}],
  [{ b64_json: '' }],
  [{ b64_json: '@@@ this is (not) base64 \u0000 %%%' }],
  [{ b64_json: 'data:image/png;base64,' }],
  [{ b64_json: 'AAAA AAAA!' }],
  [{ b64_json: 'AA==AAAA' }],
  [{ b64_json: 7 }],
  [{ url: 7 }],
])('%j is a picture that cannot be read, and the others still can', (odd) => {
  expect(imagesOf(odd, item).map(({ kind }) => kind)).toEqual(['unreadable', 'bytes'])
})

test('any bytes come back from their base64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.boolean(), (bytes, isUrl) => {
      const encoded = Buffer.from(bytes).toString('base64')
      const [image] = imagesOf({ b64_json: isUrl ? `data:image/webp;base64,${encoded}` : encoded })
      expect(image).toEqual({ kind: 'bytes', bytes: Buffer.from(bytes), revisedPrompt: null })
    }),
  )
})

test.each([
  ['nothing', ''],
  ['a page', '<!doctype html><h1>Welcome</h1>'],
  ['half of the JSON', JSON.stringify(success).slice(0, -40)],
  ['a text', '"ok"'],
  ['a list', '[]'],
  ['null', 'null'],
  ['no data', JSON.stringify({ ...success, data: undefined })],
  ['data of another type', JSON.stringify({ ...success, data: 'x' })],
  ['pictures under another name', JSON.stringify({ images: [item] })],
])('%s with 200 is unknown: it may have been paid', (_name, body) => {
  expect(readAnswer({ status: 200, headers: {} }, Buffer.from(body))).toMatchObject({
    kind: 'unknown',
    failure: 'unreadable_answer',
  })
})

test.each([401, 429, 500, 503])('a page with %i says nothing that could be relied upon', (status) => {
  expect(readAnswer({ status, headers: {} }, Buffer.from('<h1>no</h1>')).kind).toBe('unknown')
})

test('a redirect is no answer, even with pictures in it', () => {
  expect(read(302, success, { location: 'https://elsewhere.example/' })).toMatchObject({ kind: 'unknown' })
})

test('a picture beside an error is an error', () => {
  expect(read(200, { ...success, ...envelope('UPSTREAM_ERROR') }).kind).toBe('failed')
  expect(read(200, { ...success, error: null, error_code: null }).kind).toBe('images')
})

test('unknown fields anywhere are let through', () => {
  const strange = { x_new: { nested: [1, null, 'two'] } }
  const answer = read(200, {
    ...success,
    ...strange,
    data: [{ ...item, ...strange }],
    metadata: { ...metadata, ...strange },
  })
  expect(answer).toMatchObject({
    kind: 'images',
    images: [{ kind: 'bytes' }],
    receipt: { costMicros: 30_000 },
  })
})

test('no status, headers or bytes make it throw, and its answer is always a whole one', () => {
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(
      fc.constantFrom(...Object.keys(success), 'error', 'error_code', 'message'),
      fc.jsonValue({ maxDepth: 3 }),
    ),
  )
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    json.map((value) => Buffer.from(JSON.stringify(value))),
  )
  const headers = fc.dictionary(
    fc.constantFrom('retry-after', 'x-lumenfall-request-id', 'x-lumenfall-provider'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), headers, body, (status, given, bytes) => {
      const answer = readAnswer({ status, headers: given }, Buffer.from(bytes))
      const { costMicros } = answer.receipt
      expect(costMicros === null || (Number.isSafeInteger(costMicros) && costMicros >= 0)).toBe(true)
      if (answer.kind !== 'images') expect(failureCodeSchema.safeParse(answer.failure).success).toBe(true)
      else expect(status).toBeLessThan(300)
    }),
    { numRuns: 500 },
  )
})

test('a body that is nested without end is unreadable, not a crash', () => {
  const nested = `${'['.repeat(500_000)}${']'.repeat(500_000)}`
  for (const body of [
    nested,
    `{"data":${nested}}`,
    `{"error":${nested}}`,
    `{"data":[{"b64_json":${nested}}]}`,
  ])
    expect(() => readAnswer({ status: 200, headers: {} }, Buffer.from(body))).not.toThrow()
})
