import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type OpenAI from 'openai'
import { APIError, toFile } from 'openai'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

// What a program is answered that was written for the API: OpenAI's own client, with another address and key.

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

const billed = () => programs.standin.control.bill().images
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

const isPng = (bytes: Buffer) => bytes.subarray(1, 4).toString() === 'PNG'

describe('pictures', () => {
  test('come as bytes, are in the team’s history, and say what made them and what they cost', async () => {
    const before = billed()
    const { data, ...rest } = await client.images.generate({
      model,
      prompt: 'A tram in the rain',
      n: 2,
      response_format: 'b64_json',
    })
    expect(data).toHaveLength(2)
    for (const { b64_json: text = '' } of data ?? []) expect(isPng(Buffer.from(text, 'base64'))).toBe(true)
    expect(rest).toMatchObject({
      created: expect.any(Number),
      metadata: {
        model,
        executed_model: `vertex/${model}`,
        provider: 'vertex',
        cost: 0.06,
        cost_currency: 'USD',
      },
    })
    expect(billed() - before).toBe(2)
    const { text } = await programs.owner.ask(`/api/t/${programs.team}/gallery?scope=team&search=tram`)
    const gallery = z.object({ images: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(text))
    expect(gallery.images).toHaveLength(2)
  })

  test('come as addresses that give the same bytes to whoever has them', async () => {
    const { data, _request_id: requestId } = await client.images.generate({ model, prompt: 'A quiet pier' })
    const url = z.url().parse(data?.[0]?.url)
    expect(url.startsWith(`${programs.baseURL}/files/`)).toBe(true)
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(isPng(bytes)).toBe(true)
    expect(requestId).toEqual(expect.any(String))
    for (const wrong of [
      url.replace(/key=(.)/, (_, first) => `key=${first === 'A' ? 'B' : 'A'}`),
      url.replace(/until=\d/, 'until=9'),
      url.replace(/[?].*/, ''),
      url.replace(/files\/[^?]+/, `files/${uuid()}`),
    ])
      expect((await fetch(wrong)).status, wrong).toBe(404)
  })

  test('are priced by a dry run that makes none', async () => {
    const before = billed()
    const answer = await client.post<Record<string, unknown>>('/images/generations?dryRun=true', {
      body: { model, prompt: 'A tram', n: 3 },
    })
    expect(answer).toMatchObject({ estimated: true, model, total_cost_micros: 90_000, currency: 'USD' })
    expect(billed()).toBe(before)
  })

  test('are made by a pinned provider, and with a parameter that only the model knows', async () => {
    const prompt = 'A pinned lighthouse'
    const { data } = await client.images.generate({
      model: `gemini/${model}`,
      prompt,
      // @ts-expect-error It is not OpenAI's.
      aspect_ratio: '16:9',
    })
    expect(data).toHaveLength(1)
    const sent = programs.standin.control.calls().find((call) => call.fields['prompt'] === prompt)
    expect(sent?.fields).toMatchObject({ model: `gemini/${model}`, aspect_ratio: '16:9', n: 1 })
  })
})

describe('pictures from pictures', () => {
  const editor = 'gemini-2.5-flash-image'
  const aPicture = async (name: string, colour: string) => {
    const create = { width: 320, height: 200, channels: 4 as const, background: colour }
    return toFile(await sharp({ create }).png().toBuffer(), name, { type: 'image/png' })
  }
  const edits = () =>
    programs.standin.control.calls().filter((call) => call.path === '/openai/v1/images/edits')

  test('are made of one, of several, and with a mask', async () => {
    const [red, blue] = [await aPicture('red.png', '#a33'), await aPicture('blue.png', '#33a')]
    const { data } = await client.images.edit({
      model: editor,
      prompt: 'Both of them',
      image: [red, blue],
      n: 2,
    })
    expect(data).toHaveLength(2)
    await client.images.edit({
      model: editor,
      prompt: 'Only here',
      image: red,
      mask: await aPicture('mask.png', '#0000'),
      response_format: 'b64_json',
    })
    const [both, here] = edits().slice(-2)
    expect(both?.uploads).toHaveLength(2)
    expect(both?.fields).toMatchObject({ prompt: 'Both of them', n: '2' })
    expect(here?.uploads.map(({ field }) => field)).toEqual(['image', 'mask'])
  })

  test('are priced by a dry run, and refused where the model makes none, or nothing was sent', async () => {
    const before = billed()
    const image = await aPicture('red.png', '#a33')
    expect(
      await problemOf(client.images.edit({ model, prompt: 'x', image }, { maxRetries: 0 })),
    ).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    })
    const send = (body: FormData) =>
      fetch(`${programs.baseURL}/images/edits`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}` },
        body,
      })
    const form = new FormData()
    form.set('model', editor)
    form.set('prompt', 'x')
    expect(await (await send(form)).json()).toMatchObject({ error: { message: 'Send at least one image.' } })
    form.set('image', new Blob(['no picture']), 'a.png')
    expect((await send(form)).status).toBe(400)
    expect(billed()).toBe(before)
  })
})

describe('models', () => {
  test('are listed, and told one by one with their parameters', async () => {
    const all = await Array.fromAsync(await client.models.list())
    expect(all.map(({ id }) => id)).toContain(model)
    expect(await client.models.retrieve(model)).toMatchObject({
      id: model,
      object: 'model',
      owned_by: 'google',
    })
    const withSchema = await client.get<Record<string, unknown>>(`/models/${model}?schema=true`)
    expect(JSON.stringify(withSchema)).toContain('aspect_ratio')
    expect(await problemOf(client.models.retrieve('no/such'))).toMatchObject({
      status: 404,
      code: 'MODEL_NOT_FOUND',
      type: 'invalid_request_error',
    })
  })

  test('are told as text, too: the list with the address of each, and one with what it says there', async () => {
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
})

describe('what cannot be done is said as the API says it', () => {
  const make = (body: Record<string, unknown>) =>
    client.post('/images/generations', { body: { model, prompt: 'A', ...body }, maxRetries: 0 })

  test.each([
    [{ model: 'no-such-model' }, 404, 'MODEL_NOT_FOUND'],
    [{ model: undefined }, 400, 'INVALID_REQUEST'],
    [{ prompt: 7 }, 400, 'INVALID_REQUEST'],
    [{ n: 11 }, 400, 'INVALID_REQUEST'],
    [{ response_format: 'tiff' }, 400, 'INVALID_REQUEST'],
    [{ prompt: 'x [[error:CONTENT_POLICY_VIOLATION]]' }, 400, 'CONTENT_POLICY_VIOLATION'],
    [{ prompt: 'x [[all-filtered]]' }, 400, 'CONTENT_POLICY_VIOLATION'],
    [{ prompt: 'x [[error:INSUFFICIENT_BALANCE]]' }, 402, 'INSUFFICIENT_BALANCE'],
    [{ prompt: 'x [[error:ALL_PROVIDERS_EXHAUSTED]]' }, 502, 'ALL_PROVIDERS_EXHAUSTED'],
  ])('%o is %i %s', async (body, status, code) => {
    const problem = await problemOf(make(body))
    expect(problem).toMatchObject({ status, code })
    expect(problem.message.length).toBeGreaterThan(10)
  })

  test('a key that opens nothing, or is not for that', async () => {
    const wrong = await programs.client({ apiKey: `atelier_${'A'.repeat(43)}`, maxRetries: 0 })
    expect(await problemOf(wrong.models.list())).toMatchObject({
      status: 401,
      code: 'AUTHENTICATION_FAILED',
      type: 'authentication_error',
    })
    const reader = await programs.client({ apiKey: await programs.token({ scopes: ['models:read'] }) })
    expect((await reader.models.list()).data.length).toBeGreaterThan(0)
    expect(await problemOf(reader.images.generate({ model, prompt: 'A' }))).toMatchObject({
      status: 403,
      type: 'permission_error',
    })
  })

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

  test('while the first is under way waits for it; or is told so where it does not want to wait', async () => {
    const [prompt, key] = ['Under way [[slow:1500]]', uuid()]
    const first = keyed(prompt, key)
    await eventually(async () => callsOf(prompt) === 1)
    const problem = await problemOf(keyed(prompt, key, { prefer: 'respond-async' }))
    expect(problem).toMatchObject({ status: 409, code: 'CALL_IN_PROGRESS' })
    expect(Number(problem.headers.get('retry-after'))).toBeGreaterThan(0)
    const second = keyed(prompt, key)
    expect(hashes(await second)).toEqual(hashes(await first))
    expect(callsOf(prompt)).toBe(1)
  })

  test('with the key of another call is refused', async () => {
    const key = uuid()
    await keyed('The first body', key)
    expect(await problemOf(keyed('Another body', key))).toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: expect.stringContaining('key of its own'),
      shouldRetry: 'false',
    })
    expect(callsOf('Another body')).toBe(0)
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
    expect(problem).toMatchObject({ status: 504, shouldRetry: 'false' })
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

test('pictures of a client that left are paid once, and kept', async () => {
  const prompt = 'Nobody waits [[slow:1000]]'
  const leaving = new AbortController()
  const call = client.images.generate({ model, prompt }, { signal: leaving.signal }).catch(() => 'left')
  await eventually(async () => callsOf(prompt) === 1)
  leaving.abort()
  expect(await call).toBe('left')
  const found = await eventually(async () => {
    const { text } = await programs.owner.ask(`/api/t/${programs.team}/gallery?scope=team&search=waits`)
    return text.includes('"images":[{') && text
  })
  expect(found).toContain('"id"')
  await wait(200)
  expect(callsOf(prompt)).toBe(1)
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
