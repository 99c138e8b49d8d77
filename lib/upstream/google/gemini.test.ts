import { afterEach, describe, expect, test, vi } from 'vitest'
import { withoutSecrets } from '#lib/log.ts'
import { aGeminiUpstream } from '#tests/unit/google.ts'
import { aCall } from '#tests/unit/lumenfall.ts'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'
import type { DirectUpstream, GenerationCall } from '../port.ts'
import { UpstreamError } from '../port.ts'
import { inMemory, TransportError } from '../transport.ts'

afterEach(() => vi.unstubAllEnvs())

const soon = () => AbortSignal.timeout(10_000)

async function send(upstream: DirectUpstream, call: GenerationCall) {
  const memory = inMemory()
  await upstream.send(call, { signal: soon(), record: memory.record })
  const { head, body } = memory.answer()
  return upstream.read(head, body)
}

const failureOf = async (question: Promise<unknown>) => {
  const error: unknown = await question.catch((reason: unknown) => reason)
  return error instanceof UpstreamError || error instanceof TransportError ? error.failure : error
}

describe('a paid call', () => {
  test('goes to its documented path once, and comes back as pictures whose price nobody says', async () => {
    const { upstream, standin } = await aGeminiUpstream()
    const answer = await send(
      upstream,
      aCall({ n: 2, parameters: { aspect_ratio: '21:9', output_format: 'jpeg' } }),
    )
    expect(answer).toMatchObject({
      kind: 'images',
      images: [{ kind: 'bytes' }, { kind: 'bytes' }],
      receipt: { httpStatus: 200, provider: 'gemini', costMicros: null, code: null },
    })
    expect(standin.control.calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1beta/models/imagen-3.0-generate-002:predict',
    ])
    expect(standin.control.calls()[0]?.fields).toEqual({
      instances: [{ prompt: 'A harbour at dusk' }],
      parameters: {
        sampleCount: 2,
        aspectRatio: '16:9',
        outputOptions: { mimeType: 'image/jpeg' },
        includeRaiReason: true,
      },
    })
    expect(standin.control.bill()).toMatchObject({ images: 2, totalMicros: 60_000 })
  })

  test('that it objects to is not sent', async () => {
    const { upstream, standin } = await aGeminiUpstream()
    const call = aCall({ parameters: { seed: 7 } })
    expect(upstream.objection(call)).toBe('Google has no seed here.')
    expect(upstream.objection(aCall())).toBeNull()
    expect(await failureOf(send(upstream, call))).toBe('unsent')
    expect(standin.control.calls()).toEqual([])
  })

  test('of which some is filtered brings the rest', async () => {
    const { upstream, standin } = await aGeminiUpstream()
    const answer = await send(upstream, aCall({ n: 4, prompt: 'x [[partial:3]]' }))
    expect(answer.kind === 'images' && answer.images).toHaveLength(1)
    expect(standin.control.bill().images).toBe(1)
  })

  test('of which all is filtered says why, and that it cost nothing', async () => {
    const { upstream, standin } = await aGeminiUpstream()
    const answer = await send(upstream, aCall({ n: 4, prompt: 'x [[all-filtered]]' }))
    expect(answer).toMatchObject({
      kind: 'refused',
      failure: 'content_policy',
      message: expect.stringContaining('Support codes: 56562880'),
      receipt: { costMicros: 0 },
    })
    expect(standin.control.bill().totalMicros).toBe(0)
  })

  test('of a model that is past its end says that it is gone', async () => {
    const { upstream } = await aGeminiUpstream()
    const answer = await send(upstream, aCall({ modelId: 'imagen-3.0-generate-001' }))
    expect(answer).toMatchObject({ kind: 'failed', failure: 'model_gone', receipt: { code: 'NOT_FOUND' } })
  })

  test('over the quota says when to come again', async () => {
    const { upstream } = await aGeminiUpstream()
    const answer = await send(upstream, aCall({ prompt: 'x [[rate-limited:7]]' }))
    expect(answer).toMatchObject({ kind: 'failed', failure: 'rate_limited', retryAfterSeconds: 7 })
  })

  test('with a wrong key is refused for the key', async () => {
    const { upstream, standin } = await aGeminiUpstream({ apiKey: 'AIzaWrong' })
    const answer = await send(upstream, aCall())
    expect(answer).toMatchObject({
      kind: 'failed',
      failure: 'key_refused',
      receipt: { code: 'API_KEY_INVALID' },
    })
    expect(standin.control.bill().totalMicros).toBe(0)
  })

  test('to nobody was never sent', async () => {
    const { upstream } = await aGeminiUpstream({ baseUrl: await aDeadUrl() })
    expect(await failureOf(send(upstream, aCall()))).toBe('unsent')
  })

  test('carries the key in a header alone, and nothing of this machine', async () => {
    vi.stubEnv('GOOGLE_API_KEY', 'AIzaOfThisMachine')
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.invalid:1')
    let seen = ''
    const server = await aServer((request, response) => {
      seen = JSON.stringify([request.url, request.headers])
      response.end('{}')
    })
    const { upstream } = await aGeminiUpstream({ baseUrl: server.url, apiKey: 'AIzaOurTeam' })
    await send(upstream, aCall())
    expect(seen).toContain('"x-goog-api-key":"AIzaOurTeam"')
    expect(seen.split('AIzaOurTeam')).toHaveLength(2)
    for (const foreign of ['AIzaOfThisMachine', 'authorization', 'node/']) expect(seen).not.toContain(foreign)
  })
})

test('an address in an answer is not fetched', async () => {
  const { upstream } = await aGeminiUpstream()
  const server = await aServer((_, response) => response.end())
  expect(await failureOf(upstream.fetchMedia(server.url, soon()))).toBe('unsent')
  expect(server.hits()).toBe(0)
})

describe('the check of a key', () => {
  test('costs nothing, and is content with one that is known', async () => {
    const { upstream, standin } = await aGeminiUpstream()
    await expect(upstream.check()).resolves.toBeUndefined()
    expect(standin.control.calls().map(({ path }) => path)).toEqual(['/v1beta/models?pageSize=1'])
    expect(standin.control.bill().totalMicros).toBe(0)
  })

  test('is a plain no for one that is not', async () => {
    const { upstream } = await aGeminiUpstream({ apiKey: 'AIzaWrong' })
    expect(await failureOf(upstream.check())).toBe('key_refused')
  })

  test.each([
    [503, { error: { status: 'UNAVAILABLE', message: 'Busy.' } }, 'provider_error'],
    [400, { error: { status: 'FAILED_PRECONDITION', message: 'Not there.' } }, 'provider_error'],
    [403, { error: { status: 'PERMISSION_DENIED', message: 'No.' } }, 'key_refused'],
    [302, {}, 'unreadable_answer'],
    [200, 'text', 'unreadable_answer'],
    [200, { error: 'no' }, 'unreadable_answer'],
  ])('answered %i %j fails as %s', async (status, body, failure) => {
    const { url } = await aJsonServer(body, status)
    const { upstream } = await aGeminiUpstream({ baseUrl: url })
    expect(await failureOf(upstream.check())).toBe(failure)
  })

  test('says of an API that is away that it is unreachable', async () => {
    const { upstream } = await aGeminiUpstream({ baseUrl: await aDeadUrl() })
    expect(await failureOf(upstream.check())).toBe('unreachable')
  })
})

test('the key is a secret to the log, however an upstream repeats it', async () => {
  const apiKey = 'AIzaKeyThatIsRepeated'
  const { url } = await aJsonServer({ error: { status: 'PERMISSION_DENIED', message: `No ${apiKey}` } }, 403)
  const { upstream } = await aGeminiUpstream({ baseUrl: url, apiKey })
  await expect(upstream.check()).rejects.toThrow('No [secret]')
  expect(withoutSecrets(apiKey)).toBe('[secret]')
})
