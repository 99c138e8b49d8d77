import { createHash } from 'node:crypto'
import type OpenAI from 'openai'
import { APIError } from 'openai'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

// What a program is promised, whichever client it is written with; how clients read it is in tests/conformance.

const model = 'imagen-3.0-generate-002'
const path = '/openai/v1/images/generations'

let programs: Programs
let client: OpenAI
let apiKey: string

beforeAll(async () => {
  programs = await startPrograms()
  apiKey = await programs.token()
  client = await programs.client({ apiKey })
})
afterAll(() => programs?.stop())

const callsOf = (prompt: string) =>
  programs.standin.control.calls().filter((call) => call.path === path && call.fields['prompt'] === prompt)
    .length

/** What the client throws, as it read it. */
async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof APIError)) throw new Error('The call went through.', { cause: error })
  const { status, code, type, message } = error
  const headers = z.instanceof(Headers).parse(error.headers)
  return { status, code, type, message, shouldRetry: headers.get('x-should-retry'), headers }
}

describe('a call that is not understood', () => {
  test('a body that is no JSON, or too large', async () => {
    const send = (body: string) =>
      fetch(`${programs.baseURL}/images/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body,
      })
    const broken = await send('{"model":')
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    const large = await send(JSON.stringify({ model, prompt: 'x'.repeat(20_000_000) }))
    expect(large.status).toBe(413)
  })
})

describe('a call that is asked again', () => {
  const keyed = (prompt: string, key: string, headers: Record<string, string> = {}, more: object = {}) =>
    client.images.generate(
      { model, prompt, response_format: 'b64_json', ...more },
      { headers: { 'idempotency-key': key, ...headers }, maxRetries: 0 },
    )
  const hashes = (answer: OpenAI.ImagesResponse) =>
    answer.data?.map(({ b64_json: text = '' }) => createHash('sha256').update(text).digest('hex'))

  test('with its key gives the same pictures, and one bill', async () => {
    const [prompt, key] = ['Asked again', uuid()]
    const first = await keyed(prompt, key)
    const again = await keyed(prompt, key)
    expect(hashes(again)).toEqual(hashes(first))
    expect(callsOf(prompt)).toBe(1)
    expect(hashes(await keyed(prompt, uuid()))).not.toEqual(hashes(first))
    expect(callsOf(prompt)).toBe(2)
  })

  test('is another call where it is another program’s', async () => {
    const [prompt, key] = ['Of two programs', uuid()]
    await keyed(prompt, key)
    const other = await programs.client()
    await other.images.generate({ model, prompt }, { headers: { 'idempotency-key': key } })
    expect(callsOf(prompt)).toBe(2)
  })

  test('after the server was killed in between is still the one call', async () => {
    const [prompt, key] = ['Killed in between [[slow:1000]]', uuid()]
    const first = keyed(prompt, key).catch(() => 'cut off')
    await eventually(async () => callsOf(prompt) === 1)
    await programs.restart()
    expect(await first).toBe('cut off')
    // It was billed, and the pictures are gone with the answer: that is what the second is told, not another bill.
    const problem = await problemOf(keyed(prompt, key))
    expect(problem).toMatchObject({ status: 424, code: 'OUTCOME_UNKNOWN', shouldRetry: 'false' })
    expect(callsOf(prompt)).toBe(1)
  })

  test('after a failure that cost nothing is tried once more', async () => {
    const [prompt, key] = ['At first refused', uuid()]
    programs.standin.control.addFault({ fault: 'error', argument: 'ALL_PROVIDERS_EXHAUSTED', times: 1 })
    expect(await problemOf(keyed(prompt, key))).toMatchObject({ status: 502 })
    expect((await keyed(prompt, key)).data).toHaveLength(1)
    expect(callsOf(prompt)).toBe(2)
  })
})

test('what is asked again is not made again after somebody threw it away in the studio', async () => {
  const [prompt, key] = ['Thrown away', uuid()]
  const ask = () =>
    client.images.generate({ model, prompt }, { headers: { 'idempotency-key': key }, maxRetries: 0 })
  const { id } = z.object({ id: z.uuid() }).parse(await ask())
  const { owner, team } = programs
  await owner.act('generations.deleteGeneration', [{ team, id }], { team })
  expect(await problemOf(ask())).toMatchObject({ status: 410, code: 'CANCELLED', shouldRetry: 'false' })
  expect(callsOf(prompt)).toBe(1)
})

test('a token that asks too much is told how long to wait; its owner and another token go on', async () => {
  const [wild, calm] = [await programs.token({ name: 'Wild' }), await programs.token({ name: 'Calm' })]
  await programs.restart({ CHANGES_PER_MINUTE: '3' })
  const list = (key: string) =>
    programs.client({ apiKey: key, maxRetries: 0 }).then((each) => each.models.list())
  for (let call = 0; call < 3; call++) await list(wild)
  const problem = await problemOf(list(wild))
  expect(problem).toMatchObject({ status: 429, code: 'RATE_LIMITED', shouldRetry: 'true' })
  expect(Number(problem.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(problem.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  const made = await problemOf(
    programs
      .client({ apiKey: wild, maxRetries: 0 })
      .then((each) => each.images.generate({ model, prompt: 'Wild' })),
  )
  expect(made).toMatchObject({ status: 429 })
  expect(callsOf('Wild')).toBe(0)
  expect((await list(calm)).data.length).toBeGreaterThan(0)
  expect((await programs.owner.ask(`/api/t/${programs.team}/queue`)).status).toBe(200)
  await programs.restart()
})

test('a token that may spend no more is told so, before anything is paid; another one goes on', async () => {
  const id = uuid()
  const small = await programs.client({ apiKey: await programs.token({ id }), maxRetries: 0 })
  const limit = { limitMicros: 30_000, warnMicros: null, isHard: true }
  await programs.owner.act('budgets.saveBudget', [{ team: programs.team, scope: 'token', id, limit }], {
    team: programs.team,
  })
  await small.images.generate({ model, prompt: 'Within its budget' })
  const prompt = 'Beyond its budget'
  expect(await problemOf(small.images.generate({ model, prompt }))).toMatchObject({
    status: 402,
    code: 'INSUFFICIENT_BALANCE',
    type: 'insufficient_quota',
    shouldRetry: 'false',
  })
  expect(callsOf(prompt)).toBe(0)
  expect((await client.images.generate({ model, prompt })).data).toHaveLength(1)
})

describe('a page of somebody else', () => {
  const ask = (origin: string, key: string) =>
    fetch(`${programs.baseURL}/models`, { headers: { origin, authorization: `Bearer ${key}` } })
  const asked = (origin: string) =>
    fetch(`${programs.baseURL}/models`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    })

  test('reads nothing, but where a token names it', async () => {
    const [named, other] = ['https://app.example.test', 'https://other.example.test']
    const key = await programs.token({ corsOrigins: [named] })
    const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin')
    expect(allowed(await ask(named, key))).toBe(named)
    expect(allowed(await ask(other, key))).toBeNull()
    expect(allowed(await ask(named, apiKey))).toBeNull()
    expect((await asked(named)).status).toBe(204)
    expect((await asked(other)).status).toBe(403)
  })
})

test('models are told as text, too: the list with the address of each, and one with what it says there', async () => {
  const read = async (path: string) => {
    const response = await fetch(`${programs.baseURL}${path}`, {
      headers: { authorization: `Bearer ${await programs.token({ scopes: ['models:read'] })}` },
    })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    }
  }
  const list = await read('/models/llms.txt')
  expect(list).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' })
  const address = `${programs.baseURL}/models/llms.txt?model=${model}`
  expect(list.text).toContain(`(${address})`)
  const one = await read(`/models/llms.txt?model=${model}`)
  expect(one.text).toContain(`- Through here: ${programs.baseURL}`)
  expect(one.text).toContain('| `output_format` |')
  expect((await read('/models/llms.txt?model=no-such-model')).status).toBe(404)
  expect((await read('/models/llms.txt?model=../..')).status).toBe(400)
})
