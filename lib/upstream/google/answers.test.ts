import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directNames, failureCodeSchema } from '../schema.ts'
import { readPrediction } from './answers.ts'

const read = (
  status: number,
  body: unknown,
  { headers = {}, name = 'gemini' }: { headers?: Record<string, string>; name?: 'gemini' | 'vertex' } = {},
) => readPrediction(name, { status, headers }, Buffer.from(JSON.stringify(body)))

const error = (status: string | null, message = 'No.', details: object[] = []) => ({
  error: { code: 0, message, status, details },
})
const picture = (text = 'bytes') => ({
  bytesBase64Encoded: Buffer.from(text).toString('base64'),
  mimeType: 'image/png',
})
const filtered =
  "Unable to show generated images. All images were filtered out because they violated Vertex AI's usage guidelines. " +
  'You will not be charged for blocked images. Try rephrasing the prompt. Support codes: 56562880'

/** The codes of google.rpc.Code with the HTTP status each comes with, and what they mean at the two APIs. */
const codes: [code: string, status: number, failure: string, gemini: string, vertex: string][] = [
  ['INVALID_ARGUMENT', 400, 'invalid_request', 'failed', 'failed'],
  ['FAILED_PRECONDITION', 400, 'provider_error', 'failed', 'failed'],
  ['OUT_OF_RANGE', 400, 'invalid_request', 'failed', 'failed'],
  ['UNAUTHENTICATED', 401, 'key_refused', 'failed', 'failed'],
  ['PERMISSION_DENIED', 403, 'key_refused', 'failed', 'failed'],
  ['NOT_FOUND', 404, 'model_gone', 'failed', 'failed'],
  ['RESOURCE_EXHAUSTED', 429, 'rate_limited', 'failed', 'failed'],
  ['UNIMPLEMENTED', 501, 'provider_error', 'failed', 'failed'],
  ['INTERNAL', 500, 'provider_error', 'failed', 'failed'],
  ['UNAVAILABLE', 503, 'provider_error', 'failed', 'failed'],
  ['DEADLINE_EXCEEDED', 504, 'provider_error', 'unknown', 'failed'],
  ['CANCELLED', 499, 'provider_error', 'unknown', 'failed'],
  ['UNKNOWN', 500, 'provider_error', 'unknown', 'failed'],
  ['DATA_LOSS', 500, 'provider_error', 'unknown', 'failed'],
]

test.each(codes)(
  '%s with %i is %s: %s at the Gemini API, %s at Vertex AI',
  (code, status, failure, ...kinds) => {
    for (const [index, name] of directNames.entries()) {
      const answer = read(status, error(code), { name })
      expect(answer).toMatchObject({ kind: kinds[index], failure, message: 'No.' })
      expect(answer.receipt).toEqual({
        httpStatus: status,
        code,
        provider: name,
        upstreamRequestId: null,
        executedModel: null,
        costMicros: null,
      })
    }
  },
)

test.each([
  [400, 'failed', 'invalid_request'],
  [401, 'failed', 'key_refused'],
  [403, 'failed', 'key_refused'],
  [404, 'failed', 'model_gone'],
  [429, 'failed', 'rate_limited'],
  [418, 'unknown', 'upstream_error'],
  [500, 'unknown', 'upstream_error'],
  [502, 'unknown', 'upstream_error'],
  [503, 'unknown', 'upstream_error'],
])('an error without a code of its own, under %i, is %s: %s', (status, kind, failure) => {
  for (const name of directNames) {
    expect(read(status, error(null), { name })).toMatchObject({ kind, failure })
    expect(read(status, { unheard: 'of' }, { name })).toMatchObject({ kind, failure })
  }
})

test('work that failed under a 200 may have been paid', () => {
  for (const name of directNames) {
    expect(read(200, error('INTERNAL'), { name }).kind).toBe('unknown')
    expect(read(200, error('RESOURCE_EXHAUSTED'), { name }).kind).toBe('failed')
  }
})

test.each(['API_KEY_INVALID', 'API_KEY_EXPIRED', 'API_KEY_SERVICE_BLOCKED'])(
  'a 400 for the reason %s is a refused key, not a refused request',
  (reason) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }]
    const answer = read(400, error('INVALID_ARGUMENT', 'API key not valid.', details))
    expect(answer).toMatchObject({ kind: 'failed', failure: 'key_refused', receipt: { code: reason } })
  },
)

test.each([
  [{}, [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37s' }], 37],
  [{}, [{ retryDelay: '0.5s' }], 0.5],
  [{ 'retry-after': '7' }, [{ retryDelay: '37s' }], 7],
  [{}, [{ retryDelay: 'soon' }], null],
  [{}, [{ retryDelay: 37 }], null],
  [{}, [], null],
])(
  'a quota with headers %j and details %j is to be asked again after %j seconds',
  (headers, details, seconds) => {
    const answer = read(429, error('RESOURCE_EXHAUSTED', 'Quota exceeded', details), { headers })
    expect(answer).toMatchObject({ kind: 'failed', failure: 'rate_limited', retryAfterSeconds: seconds })
  },
)

describe('what the filter took', () => {
  test.each([
    "Image generation failed with the following error: The prompt could not be submitted. This prompt contains sensitive words that violate Google's Responsible AI practices.",
    'Your prompt was blocked. Support codes: 61493863',
    "It violates Vertex AI's usage guidelines.",
  ])('before any work is a refusal that costs nothing: %s', (message) => {
    const answer = read(400, error('INVALID_ARGUMENT', message))
    expect(answer).toMatchObject({ kind: 'refused', failure: 'content_policy', message })
  })

  test('of all images is a refusal, free because Google says so', () => {
    const answer = read(200, {
      predictions: [{ raiFilteredReason: filtered }, { raiFilteredReason: filtered }],
    })
    expect(answer).toMatchObject({ kind: 'refused', failure: 'content_policy', message: filtered })
    expect(answer.receipt.costMicros).toBe(0)
    const silent = read(200, { predictions: [{ raiFilteredReason: 'Filtered.' }] })
    expect(silent).toMatchObject({ kind: 'refused', message: 'Filtered.', receipt: { costMicros: null } })
  })

  test('of some is fewer images', () => {
    const answer = read(200, {
      predictions: [picture('one'), { raiFilteredReason: filtered }, picture('two')],
    })
    expect(answer.kind === 'images' && answer.images).toEqual([
      { kind: 'bytes', bytes: Buffer.from('one'), revisedPrompt: null },
      { kind: 'bytes', bytes: Buffer.from('two'), revisedPrompt: null },
    ])
    expect(answer.receipt.costMicros).toBeNull()
  })

  test('without a word why is unknown: nobody says that it was free', () => {
    for (const body of [{}, { predictions: [] }, { predictions: [{ contentType: 'Positive Prompt' }] }])
      expect(read(200, body)).toMatchObject({ kind: 'unknown', failure: 'unreadable_answer' })
  })
})

test('what is said of the prompt after the pictures is no picture', () => {
  const safety = {
    contentType: 'Positive Prompt',
    safetyAttributes: { categories: ['Death'], scores: [0.1] },
  }
  const answer = read(200, { predictions: [picture(), safety] })
  expect(answer.kind === 'images' && answer.images).toHaveLength(1)
})

test('a rewritten prompt comes with its picture', () => {
  const answer = read(200, { predictions: [{ ...picture(), prompt: 'A calm harbour' }] })
  expect(answer.kind === 'images' && answer.images[0]?.revisedPrompt).toBe('A calm harbour')
})

test.each([
  { ...picture(), bytesBase64Encoded: '@@@ no base64' },
  { mimeType: 'image/png' },
  { gcsUri: 'gs://bucket/one.png' },
  { bytesBase64Encoded: '' },
  { bytesBase64Encoded: 7 },
])('%j is a picture that cannot be read', (prediction) => {
  const answer = read(200, { predictions: [prediction] })
  expect(answer).toMatchObject({ kind: 'images', images: [{ kind: 'unreadable' }] })
})

test.each(['', 'no json', '<html>', '[]', 'null', '7', '{"predictions":[7]}', '{"predictions":"x"}'])(
  '%s is unreadable, whatever the status',
  (text) => {
    for (const status of [200, 204, 302, 503]) {
      const answer = readPrediction('vertex', { status, headers: {} }, Buffer.from(text))
      expect(answer).toMatchObject({ kind: 'unknown' })
    }
  },
)

test('a body that is nested without end is unreadable, not a crash', () => {
  const body = Buffer.from(`{"predictions":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  expect(readPrediction('gemini', { status: 200, headers: {} }, body).kind).toBe('unknown')
})

test('whatever comes, it is read, and the same bytes read the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 200, max: 599 }), (json, status) => {
      const answer = read(status, json)
      expect(['images', 'refused', 'failed', 'unknown']).toContain(answer.kind)
      if (answer.kind !== 'images') expect(failureCodeSchema.safeParse(answer.failure).success).toBe(true)
      expect(read(status, json)).toEqual(answer)
    }),
  )
})
