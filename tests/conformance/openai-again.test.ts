import type OpenAI from 'openai'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'
import { problemOf, versions } from './openai-versions.ts'

// OpenAI's own client repeats calls by itself: twice, unless it is told otherwise. What that costs.

const model = 'imagen-3.0-generate-002'
const path = '/openai/v1/images/generations'

let programs: Programs
let apiKey: string

beforeAll(async () => {
  programs = await startPrograms({ GENERATION_DEADLINE_MS: '8000', GENERATION_LOOKUP_MS: '1500' })
  apiKey = await programs.token()
})
afterAll(() => programs?.stop())

const sentFor = (prompt: string) =>
  programs.standin.control.calls().filter((call) => call.path === path && call.fields['prompt'] === prompt)
const billedFor = (prompt: string) => {
  const ids = sentFor(prompt).map(({ requestId }) => requestId)
  return programs.standin.control.bill().requests.filter(({ id }) => ids.includes(id)).length
}

/** Finished and billed upstream, and the answer goes wrong. */
const lostAnswers = [
  'billed-error',
  'hang-after-billing',
  'reset-after-billing',
  'reset-in-body',
  'close-in-body',
  'cut-json',
  'empty-body',
  'html-200',
  'no-data',
  'changed-schema',
  'not-an-image',
  'bad-base64',
  'svg',
]

describe.each(versions)('$version', ({ version, sdk }) => {
  let client: OpenAI
  const words = (prompt: string) => `${prompt}, for ${version}`

  beforeAll(() => {
    client = new sdk.OpenAI({ baseURL: programs.baseURL, apiKey })
  })

  describe('does not pay twice by repeating what was billed, even without a key', () => {
    test.concurrent.each(lostAnswers)('%s', async (fault) => {
      const prompt = words(`Lost [[${fault}]]`)
      const problem = await problemOf(sdk, client.images.generate({ model, prompt }))
      expect(problem.shouldRetry).toBe('false')
      expect(sentFor(prompt)).toHaveLength(1)
      expect(billedFor(prompt)).toBe(1)
    })
  })

  test('repeats what cost nothing, and waits as long as it is told', async () => {
    const prompt = words('At first too many')
    programs.standin.control.addFault({
      fault: 'rate-limited',
      argument: '1',
      times: 1,
      match: { promptIncludes: prompt },
    })
    expect((await client.images.generate({ model, prompt })).data).toHaveLength(1)
    const [first, second, ...more] = sentFor(prompt)
    expect(more).toEqual([])
    // From its answer to the next call: a second, whatever the client's own first pause is.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
    expect(billedFor(prompt)).toBe(1)
  })

  test('whose time is over comes back by itself, and with a key gets the pictures of its first call', async () => {
    const prompt = words('Slower than the client [[slow:1500]]')
    const { data } = await client.images.generate(
      { model, prompt },
      { timeout: 1_000, headers: { 'idempotency-key': uuid() } },
    )
    expect(data).toHaveLength(1)
    expect(sentFor(prompt)).toHaveLength(1)
  })

  test('whose time is over, and that shall not come back, throws; its pictures are kept', async () => {
    const prompt = words('Nobody comes back [[slow:1000]]')
    const call = client.images.generate({ model, prompt }, { timeout: 500, maxRetries: 0 })
    await expect(call).rejects.toBeInstanceOf(sdk.APIConnectionTimeoutError)
    await isKept(prompt)
  })

  test('that is aborted throws; its pictures are paid once, and kept', async () => {
    const prompt = words('Nobody waits [[slow:1000]]')
    const leaving = new AbortController()
    const call = client.images.generate({ model, prompt }, { signal: leaving.signal })
    const ended = expect(call).rejects.toBeInstanceOf(sdk.APIUserAbortError)
    await eventually(() => sentFor(prompt).length === 1)
    leaving.abort()
    await ended
    await isKept(prompt)
  })

  async function isKept(prompt: string): Promise<void> {
    const address = `/api/t/${programs.team}/gallery?scope=team&search=${encodeURIComponent(`"${version}" ${prompt.split(' [[')[0]}`)}`
    await eventually(async () => (await programs.owner.ask(address)).text.includes('"images":[{'))
    expect(sentFor(prompt)).toHaveLength(1)
    expect(billedFor(prompt)).toBe(1)
  }

  test('is told that another body under the same key is another call', async () => {
    const headers = { 'idempotency-key': uuid() }
    await client.images.generate({ model, prompt: words('The first body') }, { headers })
    const another = client.images.generate({ model, prompt: words('Another body') }, { headers })
    expect(await problemOf(sdk, another)).toMatchObject({
      kind: 'UnprocessableEntityError',
      code: 'IDEMPOTENCY_KEY_REUSED',
      shouldRetry: 'false',
    })
    expect(sentFor(words('Another body'))).toEqual([])
  })

  test('that does not want to wait for a call under way is told so, comes back, and gets it', async () => {
    const prompt = words('Under way [[slow:1500]]')
    const headers = { 'idempotency-key': uuid() }
    const first = client.images.generate({ model, prompt }, { headers })
    await eventually(() => sentFor(prompt).length === 1)
    const impatient = { headers: { ...headers, prefer: 'respond-async' } }
    const now = client.images.generate({ model, prompt }, { ...impatient, maxRetries: 0 })
    expect(await problemOf(sdk, now)).toMatchObject({
      kind: 'ConflictError',
      code: 'CALL_IN_PROGRESS',
      shouldRetry: 'true',
      retryAfter: '5',
    })
    const later = client.images.generate({ model, prompt }, impatient)
    const ids = [await first, await later].map((answer) => ('id' in answer ? answer.id : null))
    expect(ids[0]).toEqual(expect.any(String))
    expect(ids[1]).toBe(ids[0])
    expect(sentFor(prompt)).toHaveLength(1)
  })
})
