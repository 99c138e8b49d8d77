import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withoutSecrets } from '#lib/log.ts'
import { aVertex } from '#standin/google/testing.ts'
import { aVertexUpstream, vertexOptionsOf } from '#tests/unit/google.ts'
import { aCall } from '#tests/unit/lumenfall.ts'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'
import type { DirectUpstream, GenerationCall } from '../port.ts'
import { UpstreamError } from '../port.ts'
import { inMemory, TransportError } from '../transport.ts'
import { vertexHost, vertexUpstream } from './vertex.ts'

const soon = () => AbortSignal.timeout(10_000)

async function send(upstream: DirectUpstream, call: GenerationCall = aCall(), signal = soon()) {
  const memory = inMemory()
  await upstream.send(call, { signal, record: memory.record })
  const { head, body } = memory.answer()
  return upstream.read(head, body)
}

/** As callers tell them apart: by what kind of error it is, and why. */
async function endOf(question: Promise<unknown>): Promise<string> {
  const error: unknown = await question.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof TransportError) return `transport: ${error.failure}`
  return error instanceof UpstreamError ? `upstream: ${error.failure}` : String(error)
}

const predictUrl =
  '/v1/projects/standin-studio/locations/us-central1/publishers/google/models/imagen-3.0-generate-002:predict'

const pathsOf = ({ control }: Awaited<ReturnType<typeof aVertex>>) => control.calls().map(({ path }) => path)

const { privateKey: otherKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

test.each([
  [
    'https://{location}-aiplatform.googleapis.com',
    'us-central1',
    'https://us-central1-aiplatform.googleapis.com',
  ],
  ['https://{location}-aiplatform.googleapis.com', 'global', 'https://aiplatform.googleapis.com'],
  ['https://vertex.p.example', 'europe-west4', 'https://vertex.p.example'],
  ['https://vertex.p.example', 'global', 'https://vertex.p.example'],
  ['https://{location}.p.example', 'global', 'https://global.p.example'],
])('%s in %s is %s', (baseUrl, location, host) => {
  expect(vertexHost(baseUrl, location)).toBe(host)
})

describe('a paid call', () => {
  test('goes to the path of its project and location, with a token that is asked for once', async () => {
    const { upstream, standin } = await aVertexUpstream()
    const answers = await Promise.all([send(upstream), send(upstream)])
    answers.push(await send(upstream))
    for (const answer of answers)
      expect(answer).toMatchObject({
        kind: 'images',
        images: [{ kind: 'bytes' }],
        receipt: { provider: 'vertex', costMicros: null },
      })
    expect(pathsOf(standin)).toEqual(['/token', predictUrl, predictUrl, predictUrl])
    expect(standin.control.bill()).toMatchObject({ images: 3, totalMicros: 90_000 })
  })

  test('of which all is filtered says why', async () => {
    const { upstream } = await aVertexUpstream()
    expect(await send(upstream, aCall({ prompt: 'x [[all-filtered]]' }))).toMatchObject({
      kind: 'refused',
      receipt: { costMicros: 0 },
    })
  })

  test('that Google answers with an error of its own surely cost nothing', async () => {
    const { upstream } = await aVertexUpstream()
    for (const code of ['INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED'])
      expect(await send(upstream, aCall({ prompt: `x [[error:${code}]]` }))).toMatchObject({
        kind: 'failed',
        failure: 'provider_error',
      })
    expect(await send(upstream, aCall({ prompt: 'x [[html-503]]' }))).toMatchObject({ kind: 'unknown' })
  })

  test('with a token that was refused asks for a new one the next time', async () => {
    const { upstream, standin } = await aVertexUpstream()
    await send(upstream)
    standin.control.change({ keyRefused: true })
    expect(await send(upstream)).toMatchObject({ kind: 'failed', failure: 'key_refused' })
    standin.control.change({ keyRefused: false })
    expect(await send(upstream)).toMatchObject({ kind: 'images' })
    expect(pathsOf(standin).filter((path) => path === '/token')).toHaveLength(2)
  })

  test('asks for a new token before the old one ends', async () => {
    const { upstream, standin } = await aVertexUpstream()
    standin.control.change({ tokenLifetime: 60 })
    await send(upstream)
    await send(upstream)
    expect(pathsOf(standin)).toEqual(['/token', predictUrl, '/token', predictUrl])
  })

  test('in a project of others is refused for the key', async () => {
    const standin = await aVertex()
    const options = vertexOptionsOf(standin)
    const account = { ...options.account, project_id: 'other-project' }
    expect(await send(vertexUpstream({ ...options, account }))).toMatchObject({
      kind: 'failed',
      failure: 'key_refused',
      receipt: { httpStatus: 403 },
    })
  })
})

describe('without a token nothing is sent', () => {
  test.each([
    ['another key', { private_key: otherKey }],
    ['another account', { client_email: 'nobody@standin-studio.iam.gserviceaccount.com' }],
    ['a key that is none', { private_key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n' }],
  ])('%s is refused, and callers can tell', async (_, change) => {
    const standin = await aVertex()
    const options = vertexOptionsOf(standin)
    const upstream = vertexUpstream({ ...options, account: { ...options.account, ...change } })
    expect(await endOf(send(upstream))).toBe('upstream: key_refused')
    expect(await endOf(upstream.check())).toBe('upstream: key_refused')
    expect(pathsOf(standin)).not.toContain(predictUrl)
  })

  test.each([
    [503, { error: 'backend' }],
    [500, 'text'],
    [429, {}],
    [404, {}],
    [403, 'a proxy says no'],
    [200, {}],
    [200, { access_token: '' }],
    [302, {}],
  ])('a token endpoint that answers %i %j is tried once, and nothing was sent', async (status, body) => {
    const server = await aJsonServer(body, status)
    const { upstream, standin } = await aVertexUpstream({ tokenUrl: server.url })
    expect(await endOf(send(upstream))).toBe('transport: unsent')
    expect([server.hits(), pathsOf(standin)]).toEqual([1, []])
    expect(await endOf(upstream.check())).toBe('upstream: unreachable')
  })

  test('a token endpoint that is away is the same', async () => {
    const { upstream } = await aVertexUpstream({ tokenUrl: await aDeadUrl() })
    expect(await endOf(send(upstream))).toBe('transport: unsent')
  })

  test('one that never answers is waited for as long as the call has', async () => {
    const server = await aServer(() => undefined)
    const { upstream } = await aVertexUpstream({ tokenUrl: server.url })
    expect(await endOf(send(upstream, aCall(), AbortSignal.timeout(150)))).toBe('transport: unsent')
    expect(await endOf(send(upstream, aCall(), AbortSignal.abort()))).toBe('transport: unsent')
  })

  test('one that answers without end is cut off', async () => {
    const server = await aServer((_, response) => response.end(`{"access_token":"${'x'.repeat(200_000)}"}`))
    const { upstream } = await aVertexUpstream({ tokenUrl: server.url })
    expect(await endOf(send(upstream))).toBe('transport: unsent')
  })
})

test('the check asks for a token anew, and for nothing that is paid', async () => {
  const { upstream, standin } = await aVertexUpstream()
  await upstream.check()
  await upstream.check()
  expect(pathsOf(standin)).toEqual(['/token', '/token'])
})

test('a call that it objects to does not even ask for a token', async () => {
  const { upstream, standin } = await aVertexUpstream()
  expect(await endOf(send(upstream, aCall({ n: 9 })))).toBe('transport: unsent')
  expect(pathsOf(standin)).toEqual([])
})

test('key and token are secrets to the log', async () => {
  const seen: string[] = []
  const server = await aServer((request, response) => {
    seen.push(request.headers.authorization?.replace('Bearer ', '') ?? '')
    response.end('{}')
  })
  const { upstream, standin } = await aVertexUpstream({ baseUrl: server.url })
  await send(upstream)
  expect(seen[0]).toMatch(/^ya29\./)
  expect(withoutSecrets(`token ${seen[0]}`)).toBe('token [secret]')
  expect(withoutSecrets(JSON.stringify(standin.account))).not.toContain('PRIVATE KEY')
})
