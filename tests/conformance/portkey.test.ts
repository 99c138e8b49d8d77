import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type OpenAI from 'openai'
import { APIError, toFile } from 'openai'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

// Portkey's gateway in front of this one: a client, Portkey, Atelier. It is told where by a header, and nothing else.

const model = 'imagen-3.0-generate-002'

let programs: Programs
let gateway: ChildProcess
let baseURL: string
let client: OpenAI

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

beforeAll(async () => {
  programs = await startPrograms({ GENERATION_DEADLINE_MS: '8000', GENERATION_LOOKUP_MS: '1500' })
  const port = await freePort()
  const start = 'node_modules/@portkey-ai/gateway/build/start-server.js'
  // With no more of this environment than it needs: nothing in it is for a gateway.
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const }
  gateway = spawn(process.execPath, [start, `--port=${port}`, '--headless'], { env, stdio: 'ignore' })
  baseURL = `http://127.0.0.1:${port}/v1`
  await eventually(() =>
    fetch(`http://127.0.0.1:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  client = await programs.client({ baseURL, maxRetries: 0, defaultHeaders: through() })
})
afterAll(async () => {
  gateway?.kill('SIGKILL')
  await programs?.stop()
})

const through = (more: Record<string, string> = {}) => ({
  'x-portkey-provider': 'openai',
  'x-portkey-custom-host': programs.baseURL,
  ...more,
})

const sentFor = (prompt: string) =>
  programs.standin.control.calls().filter(({ fields }) => fields['prompt'] === prompt)
const billed = () => programs.standin.control.bill().images

async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof APIError)) throw new Error('The call went through.', { cause: error })
  const { status, code, message } = error
  const headers = z.instanceof(Headers).parse(error.headers)
  return {
    status,
    code,
    message,
    shouldRetry: headers.get('x-should-retry'),
    retryAfter: headers.get('retry-after'),
  }
}

describe('through Portkey', () => {
  test('pictures come as bytes, and as addresses that lead here', async () => {
    const prompt = 'A tram in the rain'
    const { data, response } = await client.images
      .generate({ model, prompt, n: 2, size: '1024x1792', quality: 'hd', response_format: 'b64_json' })
      .withResponse()
    for (const { b64_json: text = '' } of data.data ?? [])
      expect(await sharp(Buffer.from(text, 'base64')).metadata()).toMatchObject({ format: 'png' })
    expect(data).toMatchObject({ data: [{}, {}], metadata: { model, cost: 0.06 } })
    expect(response.headers.get('x-lumenfall-request-id')).toBe(sentFor(prompt)[0]?.requestId)
    expect(sentFor(prompt)[0]?.fields).toMatchObject({ n: 2, size: '1024x1792', quality: 'hd' })
    const byAddress = await client.images.generate({ model, prompt: 'A quiet pier' })
    const url = z.url().parse(byAddress.data?.[0]?.url)
    expect(url.startsWith(`${programs.baseURL}/files/`)).toBe(true)
    expect((await fetch(url)).headers.get('content-type')).toBe('image/png')
  })

  test('pictures are made from pictures, and models are read', async () => {
    const create = { width: 320, height: 200, channels: 4 as const, background: '#a33' }
    const red = await toFile(await sharp({ create }).png().toBuffer(), 'red.png', { type: 'image/png' })
    const prompt = 'From two'
    const edited = await client.images.edit({ model: 'gemini-2.5-flash-image', prompt, image: [red, red] })
    expect(edited.data).toHaveLength(1)
    expect(sentFor(prompt)[0]?.uploads).toHaveLength(2)
    expect((await client.models.list()).data.map(({ id }) => id)).toContain(model)
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: 'model' })
  })

  // Its route for pictures knows OpenAI's older parameters alone, and no query; its proxy passes on what it does not know.
  test('a dry run and the newer parameters go by its proxy', async () => {
    const before = billed()
    const proxy = await programs.client({ baseURL: `${baseURL}/proxy`, defaultHeaders: through() })
    const body = { model, prompt: 'By proxy', n: 3 }
    expect(await proxy.post('/images/generations?dryRun=true', { body })).toMatchObject({
      estimated: true,
      total_cost_micros: 90_000,
    })
    expect(billed()).toBe(before)
    const { data } = await proxy.images.generate({
      model,
      prompt: 'By proxy',
      output_format: 'jpeg',
      response_format: 'b64_json',
    })
    const bytes = Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg' })
  })

  test.each([
    ['x [[error:CONTENT_POLICY_VIOLATION]]', 400, 'CONTENT_POLICY_VIOLATION'],
    ['x [[error:INSUFFICIENT_BALANCE]]', 402, 'INSUFFICIENT_BALANCE'],
    ['x [[rate-limited:7]]', 429, 'RATE_LIMITED'],
    ['x [[error:ALL_PROVIDERS_EXHAUSTED]]', 502, 'ALL_PROVIDERS_EXHAUSTED'],
  ])('%s is told with its status, code and headers: %i %s', async (prompt, status, code) => {
    const problem = await problemOf(client.images.generate({ model, prompt }))
    expect(problem).toMatchObject({ status, code, message: expect.stringMatching(/openai error: .{10}/) })
    expect(problem.shouldRetry).toBe(String(status === 429 || status === 502))
    expect(problem.retryAfter).toBe(status === 429 ? '7' : null)
  })

  test('its own retries repeat what cost nothing', async () => {
    const prompt = 'At first refused'
    const match = { promptIncludes: prompt }
    programs.standin.control.addFault({
      fault: 'error',
      argument: 'ALL_PROVIDERS_EXHAUSTED',
      times: 1,
      match,
    })
    const headers = { 'x-portkey-config': JSON.stringify({ retry: { attempts: 3 } }) }
    expect((await client.images.generate({ model, prompt }, { headers })).data).toHaveLength(1)
    expect(sentFor(prompt)).toHaveLength(2)
  })

  test.each(['billed-error', 'hang-after-billing', 'cut-json', 'not-an-image'])(
    'its own retries do not pay twice for what was billed: %s',
    async (fault) => {
      const prompt = `Lost [[${fault}]]`
      const before = programs.standin.control.bill().requests.length
      const headers = { 'x-portkey-config': JSON.stringify({ retry: { attempts: 3 } }) }
      await problemOf(client.images.generate({ model, prompt }, { headers }))
      expect(sentFor(prompt)).toHaveLength(1)
      expect(programs.standin.control.bill().requests.length - before).toBe(1)
    },
  )

  test('a key that it is told to pass on is one bill', async () => {
    const prompt = 'Under a key'
    const headers = { 'idempotency-key': uuid(), 'x-portkey-forward-headers': 'idempotency-key' }
    const ask = () => client.images.generate({ model, prompt, response_format: 'b64_json' }, { headers })
    expect((await ask()).data).toEqual((await ask()).data)
    expect(sentFor(prompt)).toHaveLength(1)
  })
})
