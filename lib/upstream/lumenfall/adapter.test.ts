import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { aCall, adapterAt, aLumenfall, key } from '#tests/unit/lumenfall.ts'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'
import type { GenerationCall, Upstream } from '../port.ts'
import { inMemory, TransportError } from '../transport.ts'

afterEach(() => vi.unstubAllEnvs())

const soon = () => AbortSignal.timeout(10_000)

async function send(upstream: Upstream, call: GenerationCall, how: 'send' | 'replay' = 'send') {
  const memory = inMemory()
  await upstream[how](call, { signal: soon(), record: memory.record })
  const { head, body } = memory.answer()
  return upstream.read(head, body)
}

const pathsOf = (standin: { control: { calls(): readonly { method: string; path: string }[] } }) =>
  standin.control.calls().map(({ method, path }) => `${method} ${path}`)

test('each question goes to its documented path, and nothing else is asked', async () => {
  const { upstream, standin } = await aLumenfall()
  const asked: [() => Promise<unknown>, string][] = [
    [() => send(upstream, aCall()), 'POST /openai/v1/images/generations'],
    [() => send(upstream, aCall(), 'replay'), 'POST /openai/v1/images/generations'],
    [() => upstream.estimate(aCall()), 'POST /openai/v1/images/generations?dryRun=true'],
    [() => upstream.listModels(), 'GET /openai/v1/models'],
    [
      () => upstream.getModel('imagen-3.0-generate-002'),
      'GET /openai/v1/models/imagen-3.0-generate-002?schema=true',
    ],
    [() => upstream.balance(), 'GET /v1/balance'],
  ]
  for (const [ask] of asked) await ask()
  expect(pathsOf(standin)).toEqual(asked.map(([, path]) => path))
})

test('the request log is asked by its time, a hundred entries a page', async () => {
  const { upstream, standin } = await aLumenfall()
  await upstream.findRequest('ab'.repeat(16), new Date('2026-11-22T10:00:00Z'))
  const { pathname, searchParams } = new URL(standin.control.calls()[0]?.path ?? '', standin.url)
  expect(pathname).toBe('/v1/requests')
  expect(Object.fromEntries(searchParams)).toEqual({
    limit: '100',
    created_after: '2026-11-22T09:55:00.000Z',
  })
})

describe('what a paid call says', () => {
  test('is the prompt, the number, the chosen values as they are, and always that bytes are wanted', async () => {
    const { upstream, standin } = await aLumenfall()
    await send(upstream, aCall({ n: 2, parameters: { size: '1024x1024', output_format: 'webp' } }))
    expect(standin.control.calls()[0]?.fields).toEqual({
      model: 'imagen-3.0-generate-002',
      prompt: 'A harbour at dusk',
      n: 2,
      size: '1024x1024',
      output_format: 'webp',
      response_format: 'b64_json',
    })
  })

  test('pins a provider by putting it before the model', async () => {
    const { upstream, standin } = await aLumenfall()
    const answer = await send(upstream, aCall({ provider: 'gemini' }))
    expect(standin.control.calls()[0]?.fields).toMatchObject({ model: 'gemini/imagen-3.0-generate-002' })
    expect(answer.receipt).toMatchObject({
      provider: 'gemini',
      executedModel: 'gemini/imagen-3.0-generate-002',
    })
  })

  test('cannot be changed by a value that was chosen', async () => {
    const { upstream, standin } = await aLumenfall()
    const parameters = { model: 'other', prompt: 'other', n: 9, response_format: 'url' }
    await send(upstream, aCall({ parameters }))
    expect(standin.control.calls()[0]?.fields).toMatchObject({
      model: 'imagen-3.0-generate-002',
      n: 1,
      response_format: 'b64_json',
    })
  })

  test('carries its trace, under which the request log has it', async () => {
    const { upstream, standin } = await aLumenfall()
    const call = aCall({ traceId: '0123456789abcdef0123456789abcdef' })
    const { receipt } = await send(upstream, call)
    expect(standin.control.calls()[0]?.headers['traceparent']).toMatch(
      /^00-0123456789abcdef0123456789abcdef-[0-9a-f]{16}-01$/,
    )
    expect(await upstream.findRequest(call.traceId, new Date())).toEqual({
      id: receipt.upstreamRequestId,
      traceId: call.traceId,
      state: 'billed',
      costMicros: receipt.costMicros,
      provider: null,
      modelId: call.modelId,
      endpoint: '/openai/v1/images/generations',
      at: expect.any(Date),
    })
  })

  test('comes back as pictures, with what was paid for them', async () => {
    const { upstream, standin } = await aLumenfall()
    const answer = await send(upstream, aCall({ n: 2 }))
    expect(answer).toMatchObject({ kind: 'images', images: [{ kind: 'bytes' }, { kind: 'bytes' }] })
    expect(answer.receipt.costMicros).toBe(standin.control.bill().totalMicros)
  })
})

const headersSchema = z.record(z.string(), z.unknown())

/** The headers that a server gets with a call. */
async function headersOf(how: 'send' | 'replay', call = aCall(), recordsAnswers = false) {
  let headers: Record<string, unknown> = {}
  const server = await aServer((request, response) => {
    headers = headersSchema.parse(request.headers)
    response.end('{}')
  })
  await send(adapterAt(server.url, { recordsAnswers }), call, how)
  return headers
}

test('the key goes where the API wants it, and the body says what it is', async () => {
  expect(await headersOf('send')).toMatchObject({
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    accept: 'application/json',
  })
})

test('no OPENAI_ variable of the machine changes what is sent, or to whom', async () => {
  const planted = {
    OPENAI_API_KEY: 'sk-planted',
    OPENAI_ADMIN_KEY: 'sk-planted-admin',
    OPENAI_ORG_ID: 'org-planted',
    OPENAI_PROJECT_ID: 'proj-planted',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/planted',
    OPENAI_CUSTOM_HEADERS:
      'x-planted: planted\nauthorization: Bearer planted\ntraceparent: planted\naccept: planted/planted',
    OPENAI_LOG: 'debug',
  }
  const call = aCall()
  const before = await headersOf('send', call)
  for (const [name, value] of Object.entries(planted)) vi.stubEnv(name, value)
  const after = await headersOf('send', call)
  expect(JSON.stringify(after)).not.toContain('planted')
  expect({ ...after, host: '' }).toEqual({ ...before, host: '' })
})

test('only what the call needs is said about this machine', async () => {
  const allowed = [
    'accept',
    'accept-encoding',
    'accept-language',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'sec-fetch-mode',
    'traceparent',
    'user-agent',
  ]
  expect(Object.keys(await headersOf('send')).filter((name) => !allowed.includes(name))).toEqual([])
})

test('two adapters for two servers never meet, and each server is called in the same way', async () => {
  const [first, second] = await Promise.all([aLumenfall(), aLumenfall({}, { apiKeys: ['lmnfl_other.key'] })])
  for (const { upstream } of [first, second]) await send(upstream, aCall())
  expect(pathsOf(first.standin)).toEqual(['POST /openai/v1/images/generations'])
  expect(pathsOf(second.standin)).toEqual(pathsOf(first.standin))
})

test('a base URL below a path is kept', async () => {
  const seen: (string | undefined)[] = []
  const server = await aServer((request, response) => {
    seen.push(request.url)
    response.end('{"available":{"amount":1}}')
  })
  const upstream = adapterAt(`${server.url}/proxy`)
  await send(upstream, aCall())
  await upstream.balance()
  expect(seen).toEqual(['/proxy/openai/v1/images/generations', '/proxy/v1/balance'])
})

test('where nobody listens, the call was not sent', async () => {
  await expect(send(adapterAt(await aDeadUrl()), aCall())).rejects.toMatchObject({ failure: 'unsent' })
  await expect(send(adapterAt('http://nobody.invalid'), aCall())).rejects.toMatchObject({ failure: 'unsent' })
})

describe('a lost answer that was recorded', () => {
  test('comes again without being paid again', async () => {
    const { upstream, standin } = await aLumenfall({ recordsAnswers: true })
    const call = aCall({ prompt: 'A quay [[reset-after-billing]]' })
    await expect(send(upstream, call)).rejects.toBeInstanceOf(TransportError)
    const paid = standin.control.bill()
    expect(paid.totalMicros).toBe(30_000)
    expect(await send(upstream, call, 'replay')).toMatchObject({ kind: 'images', receipt: { costMicros: 0 } })
    expect(standin.control.bill()).toEqual(paid)
  })

  test('is found by its own words alone: another call with the same ones has another answer', async () => {
    const { upstream } = await aLumenfall({ recordsAnswers: true })
    await send(upstream, aCall())
    expect(await send(upstream, aCall(), 'replay')).toMatchObject({
      kind: 'failed',
      receipt: { code: 'RECORDING_NOT_FOUND' },
    })
  })

  test('is still the paid one in the request log after it was asked for again', async () => {
    const { upstream } = await aLumenfall({ recordsAnswers: true })
    const call = aCall()
    const { receipt } = await send(upstream, call)
    await send(upstream, call, 'replay')
    await send(upstream, { ...call, prompt: 'Not recorded' }, 'replay')
    expect(await upstream.findRequest(call.traceId, new Date())).toMatchObject({
      id: receipt.upstreamRequestId,
      state: 'billed',
      costMicros: 30_000,
    })
  })

  test('that was never recorded is refused, and never made anew', async () => {
    for (const recordsAnswers of [true, false]) {
      const { upstream, standin } = await aLumenfall({ recordsAnswers })
      expect(upstream.canReplay).toBe(recordsAnswers)
      expect(await send(upstream, aCall(), 'replay')).toMatchObject({
        kind: 'failed',
        failure: 'upstream_error',
      })
      expect(standin.control.bill().totalMicros).toBe(0)
    }
  })

  test('is only asked to be recorded where that is wished', async () => {
    expect((await headersOf('send'))['x-lumenfall-replay']).toBeUndefined()
    expect((await headersOf('send', aCall(), true))['x-lumenfall-replay']).toBe('record')
    expect(await headersOf('replay', aCall(), true)).toMatchObject({
      'x-lumenfall-replay': 'replay-or-error',
      'x-lumenfall-replay-match': 'strict',
    })
  })
})

describe('a hosted picture', () => {
  async function aHostedPicture() {
    const place = await aLumenfall()
    const answer = await send(place.upstream, aCall({ prompt: 'A quay [[url-instead]]' }))
    const [image] = answer.kind === 'images' ? answer.images : []
    if (image?.kind !== 'url') throw new Error('There is no address.')
    return { ...place, url: image.url }
  }

  test('is fetched from the upstream itself, and the key stays here', async () => {
    const { upstream, standin, url } = await aHostedPicture()
    const bytes = await upstream.fetchMedia(url, soon())
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(standin.control.calls().at(-1)?.headers.authorization).toBeUndefined()
  })

  test.each([
    'http://%s/a.png',
    'https://%s/a.png',
    'http://media.lumenfall.ai@%s/a.png',
    'http://%s/media.lumenfall.ai/a.png',
  ])('at a foreign host (%s) is not asked for', async (pattern) => {
    const { upstream } = await aLumenfall()
    const canary = await aServer((_, response) => response.end('got you'))
    const url = pattern.replace('%s', new URL(canary.url).host)
    await expect(upstream.fetchMedia(url, soon())).rejects.toMatchObject({
      name: 'TransportError',
      failure: 'unsent',
    })
    expect(canary.hits()).toBe(0)
  })

  test.each([
    'http://media.lumenfall.ai/a.png',
    'https://media.lumenfall.ai:8443/a.png',
    'https://media.lumenfall.ai.evil.example/a.png',
    'https://evil.example/media.lumenfall.ai',
    'ftp://media.lumenfall.ai/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'blob:https://media.lumenfall.ai/a.png',
    '//media.lumenfall.ai/a.png',
    'no address at all',
    '',
  ])('at %j is not asked for', async (url) => {
    const { upstream, standin } = await aLumenfall()
    await expect(upstream.fetchMedia(url, soon())).rejects.toMatchObject({
      name: 'TransportError',
      failure: 'unsent',
    })
    expect(standin.control.calls()).toEqual([])
  })

  test('that has moved is not followed', async () => {
    const canary = await aServer((_, response) => response.end('got you'))
    const server = await aServer((_, response) =>
      response.writeHead(302, { location: `${canary.url}/a.png` }).end(),
    )
    await expect(adapterAt(server.url).fetchMedia(`${server.url}/a.png`, soon())).rejects.toMatchObject({
      failure: 'broken',
    })
    expect([server.hits(), canary.hits()]).toEqual([1, 0])
  })

  test('that is gone, or too large, is a failure', async () => {
    const gone = await aJsonServer({ error: 'gone' }, 410)
    await expect(adapterAt(gone.url).fetchMedia(`${gone.url}/a.png`, soon())).rejects.toMatchObject({
      failure: 'broken',
    })
    const large = await aServer((_, response) => response.end(Buffer.alloc(2_000)))
    const upstream = adapterAt(large.url, { maxAnswerBytes: 1_000 })
    await expect(upstream.fetchMedia(`${large.url}/a.png`, soon())).rejects.toMatchObject({
      failure: 'too_large',
    })
  })
})
