import type OpenAI from 'openai'
import { toFile } from 'openai'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { problemOf, versions } from './openai-versions.ts'

// OpenAI's own client, in two versions, with another address and key and nothing else.

const model = 'imagen-3.0-generate-002'
const editor = 'gemini-2.5-flash-image'
/** Which one serves is the upstream's to choose. */
const anyProvider = /^(vertex|gemini)\/imagen-3\.0-generate-002$/

let programs: Programs
let apiKey: string

beforeAll(async () => {
  programs = await startPrograms()
  apiKey = await programs.token()
})
afterAll(() => programs?.stop())

const billed = () => programs.standin.control.bill().images
/** What reached the upstream of a prompt. */
const sentFor = (prompt: string) =>
  programs.standin.control
    .calls()
    .filter(({ path, fields }) => !path.includes('dryRun') && fields['prompt'] === prompt)

const aPicture = async (name: string, colour: string) => {
  const create = { width: 320, height: 200, channels: 4 as const, background: colour }
  return toFile(await sharp({ create }).png().toBuffer(), name, { type: 'image/png' })
}

/** The bytes of each picture of an answer, in whichever form they came. */
async function picturesOf(data: OpenAI.Image[] = []): Promise<Buffer[]> {
  const pictures: Buffer[] = []
  for (const { url, b64_json: text } of data) {
    if (text !== undefined) pictures.push(Buffer.from(text, 'base64'))
    else pictures.push(Buffer.from(await (await fetch(z.url().parse(url))).arrayBuffer()))
  }
  return pictures
}

describe.each(versions)('$version', ({ version, sdk }) => {
  let client: OpenAI
  const words = (prompt: string) => `${prompt}, for ${version}`

  beforeAll(() => {
    client = new sdk.OpenAI({ baseURL: programs.baseURL, apiKey })
  })

  describe('makes pictures', () => {
    test('as bytes, which say what made them and what they cost, and are in the team’s gallery', async () => {
      const before = billed()
      const prompt = words('A tram in the rain')
      const { data, ...rest } = await client.images.generate({
        model,
        prompt,
        n: 2,
        response_format: 'b64_json',
      })
      expect(data?.map(({ url }) => url)).toEqual([undefined, undefined])
      for (const picture of await picturesOf(data))
        expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 1024, height: 1024 })
      expect(rest).toMatchObject({
        id: expect.any(String),
        created: expect.any(Number),
        size: '1024x1024',
        output_format: 'png',
        metadata: {
          model,
          executed_model: expect.stringMatching(anyProvider),
          provider: expect.stringMatching(/^(vertex|gemini)$/),
          cost: 0.06,
          cost_currency: 'USD',
          attempts: [
            { upstream: 'lumenfall', outcome: 'succeeded', status: 200, duration_ms: expect.any(Number) },
          ],
        },
      })
      expect(billed() - before).toBe(2)
      const { text } = await programs.owner.ask(
        `/api/t/${programs.team}/gallery?scope=team&search=${encodeURIComponent(prompt)}`,
      )
      expect(z.object({ images: z.array(z.object({})) }).parse(JSON.parse(text)).images).toHaveLength(2)
    })

    test('as addresses that give the bytes to whoever has them', async () => {
      const { data } = await client.images.generate({ model, prompt: words('A quiet pier') })
      expect(data?.map(({ b64_json: bytes }) => bytes)).toEqual([undefined])
      const url = z.url().parse(data?.[0]?.url)
      expect(url.startsWith(`${programs.baseURL}/files/`)).toBe(true)
      const answer = await fetch(url)
      expect(answer.headers.get('content-type')).toBe('image/png')
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png' })
      for (const wrong of [
        url.replace(/key=(.)/, (_, first) => `key=${first === 'A' ? 'B' : 'A'}`),
        url.replace(/until=\d/, 'until=9'),
        url.replace(/[?].*/, ''),
        url.replace(/files\/[^?]+/, 'files/0198c0de-0000-7000-8000-000000000000'),
      ])
        expect((await fetch(wrong)).status, wrong).toBe(404)
    })

    test('with every parameter of its types: what the model does not know goes to it as it is', async () => {
      const prompt = words('Everything at once')
      const { data } = await client.images.generate({
        model,
        prompt,
        n: 2,
        size: '1024x1792',
        quality: 'hd',
        style: 'vivid',
        background: 'opaque',
        moderation: 'low',
        output_format: 'jpeg',
        output_compression: 60,
        response_format: 'b64_json',
        stream: false,
        user: 'somebody of the program’s',
      })
      const pictures = await picturesOf(data)
      expect(pictures).toHaveLength(2)
      for (const picture of pictures) {
        const { format, width, height } = await sharp(picture).metadata()
        expect({ format, isPortrait: width < height }).toEqual({ format: 'jpeg', isPortrait: true })
      }
      const [sent] = sentFor(prompt)
      expect(sent?.fields).toMatchObject({
        n: 2,
        size: '1024x1792',
        quality: 'hd',
        style: 'vivid',
        background: 'opaque',
        moderation: 'low',
        output_format: 'jpeg',
        output_compression: 60,
      })
      for (const own of ['user', 'stream']) expect(sent?.fields).not.toHaveProperty(own)
    })

    test('by a pinned provider, by an alias, and with a parameter that no client has in its types', async () => {
      const prompt = words('A pinned lighthouse')
      const { data } = await client.images.generate({
        model: `gemini/${model}`,
        prompt,
        // @ts-expect-error It is not OpenAI's.
        aspect_ratio: '16:9',
      })
      expect(data).toHaveLength(1)
      await client.images.generate({ model: 'imagen-3', prompt })
      expect(sentFor(prompt).map(({ fields }) => fields)).toMatchObject([
        { model: `gemini/${model}`, aspect_ratio: '16:9', n: 1 },
        { model, n: 1 },
      ])
    })

    test('and says in its headers who made them, under the name that the upstream logged', async () => {
      const prompt = words('Headers')
      const { data, response, request_id } = await client.images.generate({ model, prompt }).withResponse()
      expect(data.data).toHaveLength(1)
      expect(request_id).toEqual(expect.any(String))
      const [sent] = sentFor(prompt)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/json',
        'x-lumenfall-provider': expect.stringMatching(/^(vertex|gemini)$/),
        'x-lumenfall-model': expect.stringMatching(anyProvider),
        'x-lumenfall-request-id': sent?.requestId,
      })
    })

    test('or only says what they would cost', async () => {
      const before = billed()
      const body = { model, prompt: words('A tram'), n: 3 }
      for (const answer of [
        await client.post('/images/generations?dryRun=true', { body }),
        await client.post('/images/generations', { body, query: { dryRun: 'true' } }),
      ])
        expect(answer).toMatchObject({
          estimated: true,
          model,
          total_cost_micros: 90_000,
          currency: 'USD',
          components: [{ metric: 'image', quantity: 3, billable_quantity: 3, unit_price: 0.03 }],
        })
      expect(billed()).toBe(before)
    })
  })

  describe('makes pictures from pictures', () => {
    test('of one, of several, and with a mask; as bytes and as addresses where it does not say', async () => {
      const [red, blue] = [await aPicture('red.png', '#a33'), await aPicture('blue.png', '#33a')]
      const [both, here] = [words('Both of them'), words('Only here')]
      const { data } = await client.images.edit({ model: editor, prompt: both, image: [red, blue], n: 2 })
      expect(data).toHaveLength(2)
      for (const { url, b64_json: text = '' } of data ?? []) {
        const bytes = Buffer.from(await (await fetch(z.url().parse(url))).arrayBuffer())
        expect(bytes.equals(Buffer.from(text, 'base64'))).toBe(true)
      }
      const masked = await client.images.edit({
        model: editor,
        prompt: here,
        image: red,
        mask: await aPicture('mask.png', '#0000'),
        size: '1024x1024',
        output_format: 'webp',
        response_format: 'b64_json',
      })
      expect(masked.data?.[0]).not.toHaveProperty('url')
      const [picture] = await picturesOf(masked.data)
      expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp' })
      const [ofBoth, ofHere] = [sentFor(both)[0], sentFor(here)[0]]
      expect(ofBoth?.uploads).toHaveLength(2)
      expect(ofBoth?.fields).toMatchObject({ prompt: both, n: '2' })
      expect(ofHere?.uploads.map(({ field }) => field)).toEqual(['image', 'mask'])
    })

    test('and is refused where the model makes none', async () => {
      const before = billed()
      const image = await aPicture('red.png', '#a33')
      expect(await problemOf(sdk, client.images.edit({ model, prompt: 'x', image }))).toMatchObject({
        kind: 'BadRequestError',
        code: 'INVALID_REQUEST',
      })
      expect(billed()).toBe(before)
    })
  })

  describe('reads models', () => {
    test('as a list, and one by one', async () => {
      const all = await Array.fromAsync(await client.models.list())
      expect(all.find(({ id }) => id === model)).toMatchObject({ object: 'model', owned_by: 'google' })
      for (const id of [model, 'imagen-3'])
        expect(await client.models.retrieve(id)).toMatchObject({
          id: model,
          object: 'model',
          created: expect.any(Number),
          owned_by: 'google',
        })
    })

    test('with their parameters', async () => {
      const schema = z.object({
        id: z.literal(model),
        parameters: z.array(z.object({ name: z.string(), kind: z.string() })),
      })
      const { parameters } = schema.parse(await client.get(`/models/${model}?schema=true`))
      const names = parameters.map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(['size', 'aspect_ratio', 'output_format', 'n']))
      expect(await client.models.retrieve(model)).not.toHaveProperty('parameters')
    })
  })

  describe('throws its own classes, with the API’s codes', () => {
    const make = (body: Record<string, unknown>) =>
      problemOf(
        sdk,
        client.post('/images/generations', { body: { model, prompt: 'A', ...body }, maxRetries: 0 }),
      )

    test.each([
      [{ model: 'no-such-model' }, 'NotFoundError', 404, 'MODEL_NOT_FOUND', 'invalid_request_error'],
      [{ model: 'imagen-2.0-generate-001' }, 'NotFoundError', 404, 'MODEL_DISABLED', 'invalid_request_error'],
      [{ model: undefined }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ prompt: 7 }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ prompt: undefined }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ n: 11 }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ n: 0 }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ response_format: 'tiff' }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [{ size: 'enormous' }, 'BadRequestError', 400, 'INVALID_REQUEST', 'invalid_request_error'],
      [
        { prompt: 'x [[error:CONTENT_POLICY_VIOLATION]]' },
        'BadRequestError',
        400,
        'CONTENT_POLICY_VIOLATION',
        'invalid_request_error',
      ],
      [
        { prompt: 'x [[all-filtered]]' },
        'BadRequestError',
        400,
        'CONTENT_POLICY_VIOLATION',
        'invalid_request_error',
      ],
      [
        { prompt: 'x [[error:INSUFFICIENT_BALANCE]]' },
        'APIError',
        402,
        'INSUFFICIENT_BALANCE',
        'insufficient_quota',
      ],
      [{ prompt: 'x [[rate-limited:7]]' }, 'RateLimitError', 429, 'RATE_LIMITED', 'rate_limit_error'],
      [
        { prompt: 'x [[error:ALL_PROVIDERS_EXHAUSTED]]' },
        'InternalServerError',
        502,
        'ALL_PROVIDERS_EXHAUSTED',
        'server_error',
      ],
      [
        { prompt: 'x [[error:UPSTREAM_ERROR]]' },
        'InternalServerError',
        502,
        'UPSTREAM_ERROR',
        'server_error',
      ],
    ])('%o is a %s: %i %s', async (body, kind, status, code, type) => {
      const problem = await make(body)
      expect(problem).toMatchObject({ kind, status, code, type, requestId: expect.any(String) })
      expect(problem.message).toMatch(new RegExp(`^${status} .{10}`))
      expect(problem.retryAfter).toBe(status === 429 ? '7' : null)
    })

    test('what is not made here is said: streams, and other parts of the API', async () => {
      expect(await make({ stream: true })).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
      const speech = client.chat.completions.create({
        model: 'gpt-5',
        messages: [{ role: 'user', content: 'Hello' }],
      })
      expect(await problemOf(sdk, speech)).toMatchObject({
        kind: 'NotFoundError',
        code: 'NOT_FOUND',
        type: 'invalid_request_error',
      })
      expect(await problemOf(sdk, client.models.retrieve('no/such'))).toMatchObject({
        kind: 'NotFoundError',
        code: 'MODEL_NOT_FOUND',
      })
    })

    test('a key that opens nothing, or is not for that', async () => {
      const wrong = new sdk.OpenAI({ baseURL: programs.baseURL, apiKey: `atelier_${'A'.repeat(43)}` })
      expect(await problemOf(sdk, wrong.models.list())).toMatchObject({
        kind: 'AuthenticationError',
        code: 'AUTHENTICATION_FAILED',
        type: 'authentication_error',
      })
      const forModels = await programs.token({ scopes: ['models:read'] })
      const reader = new sdk.OpenAI({ baseURL: programs.baseURL, apiKey: forModels })
      expect((await reader.models.list()).data.length).toBeGreaterThan(0)
      expect(await problemOf(sdk, reader.images.generate({ model, prompt: 'A' }))).toMatchObject({
        kind: 'PermissionDeniedError',
        type: 'permission_error',
      })
    })
  })
})
