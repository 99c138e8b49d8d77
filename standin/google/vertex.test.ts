import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  aToken,
  aVertex,
  askForToken,
  assertionOf,
  googleErrorSchema,
  MODEL,
  post,
  predictionsSchema,
  predictPath,
} from './testing.ts'
import type { VertexStandin } from './server.ts'

const body = { instances: [{ prompt: 'x' }], parameters: { sampleCount: 1 } }

const call = (vertex: VertexStandin, token: string, path = predictPath(vertex)) =>
  post(`${vertex.url}${path}`, body, { authorization: `Bearer ${token}` })

test('a signed assertion is exchanged for a token, and the token draws', async () => {
  const vertex = await aVertex()
  vertex.control.change({ plain: true })
  const response = await call(vertex, await aToken(vertex))
  expect(response.status).toBe(200)
  expect(predictionsSchema.parse(await response.json()).predictions).toHaveLength(1)
  expect(vertex.control.bill()).toMatchObject({ totalMicros: 30_000, images: 1 })
})

const { privateKey: otherKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const now = Math.floor(Date.now() / 1000)
const wrong: [name: string, make: (vertex: VertexStandin) => string, says: string][] = [
  [
    'of another key',
    ({ account }) => assertionOf({ ...account, private_key: otherKey }),
    'Invalid JWT Signature.',
  ],
  [
    'without a signature',
    ({ account }) => assertionOf(account).replace(/[^.]*$/, ''),
    'Invalid JWT Signature.',
  ],
  ['of another algorithm', ({ account }) => assertionOf(account, {}, 'none'), 'Invalid JWT Signature.'],
  ['that is no JWT', () => 'x', 'Invalid JWT Signature.'],
  ['of another account', ({ account }) => assertionOf(account, { iss: 'x@y.z' }), 'account not found'],
  ['for another audience', ({ account }) => assertionOf(account, { aud: 'https://x' }), 'a claim is missing'],
  ['without a scope', ({ account }) => assertionOf(account, { scope: undefined }), 'a claim is missing'],
  ['of another scope', ({ account }) => assertionOf(account, { scope: 'email' }), 'Invalid OAuth scope'],
  [
    'that ended',
    ({ account }) => assertionOf(account, { iat: now - 7200, exp: now - 3600 }),
    'reasonable timeframe',
  ],
  [
    'of tomorrow',
    ({ account }) => assertionOf(account, { iat: now + 86_400, exp: now + 90_000 }),
    'reasonable timeframe',
  ],
  [
    'that lives too long',
    ({ account }) => assertionOf(account, { exp: now + 86_400 }),
    'reasonable timeframe',
  ],
]

test.each(wrong)('an assertion %s gets no token', async (_, make, says) => {
  const vertex = await aVertex()
  const response = await askForToken(vertex, make(vertex))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: expect.stringMatching(/^invalid_(grant|scope)$/),
    error_description: expect.stringContaining(says),
  })
})

test('another grant is none', async () => {
  const { tokenUrl } = await aVertex()
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password' }),
  })
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }])
})

test('no token, a foreign one and one whose time is over are refused', async () => {
  let time = Date.now()
  const vertex = await aVertex({ now: () => time })
  vertex.control.change({ plain: true, tokenLifetime: 60 })
  const token = await aToken(vertex)
  expect((await call(vertex, token)).status).toBe(200)
  time += 61_000
  for (const refused of [token, 'ya29.other', '']) {
    const response = await call(vertex, refused)
    expect([response.status, googleErrorSchema.parse(await response.json()).error.status]).toEqual([
      401,
      'UNAUTHENTICATED',
    ])
  }
})

test('an account that was taken away gets no token, and its tokens open nothing', async () => {
  const vertex = await aVertex()
  const token = await aToken(vertex)
  vertex.control.change({ keyRefused: true })
  expect((await askForToken(vertex, assertionOf(vertex.account))).status).toBe(400)
  expect((await call(vertex, token)).status).toBe(401)
})

test('another project is forbidden, a model that is gone is not found', async () => {
  const vertex = await aVertex()
  const token = await aToken(vertex)
  const foreign = await call(vertex, token, predictPath(vertex).replace('standin-studio', 'other-project'))
  expect([foreign.status, googleErrorSchema.parse(await foreign.json()).error.status]).toEqual([
    403,
    'PERMISSION_DENIED',
  ])
  const gone = await call(vertex, token, predictPath(vertex, 'imagen-3.0-generate-001'))
  expect(googleErrorSchema.parse(await gone.json()).error).toMatchObject({
    status: 'NOT_FOUND',
    message: expect.stringContaining('Publisher Model `projects/standin-studio/locations/us-central1'),
  })
})

test('what only Vertex AI takes is taken, and a rewritten prompt comes back', async () => {
  const vertex = await aVertex()
  vertex.control.change({ plain: true })
  const parameters = {
    sampleCount: 1,
    enhancePrompt: true,
    addWatermark: false,
    safetySetting: 'block_only_high',
    includeSafetyAttributes: true,
  }
  const headers = { authorization: `Bearer ${await aToken(vertex)}` }
  const response = await post(
    `${vertex.url}${predictPath(vertex)}`,
    { ...body, parameters, labels: { a: 'b' } },
    headers,
  )
  expect(predictionsSchema.parse(await response.json()).predictions).toMatchObject([
    { prompt: 'x, as a quiet layered landscape' },
    { contentType: 'Positive Prompt' },
  ])
})

test('the call log has token requests, without the assertion or the token', async () => {
  const vertex = await aVertex()
  const token = await aToken(vertex)
  await (await call(vertex, token, predictPath(vertex, 'x'))).json()
  const log = vertex.control.calls()
  expect(log.map(({ path }) => path)).toEqual(['/token', predictPath(vertex, 'x')])
  expect(JSON.stringify(log)).not.toContain(token)
  expect(JSON.stringify(log)).not.toContain('eyJ')
  expect(MODEL).toBe('imagen-3.0-generate-002')
})
