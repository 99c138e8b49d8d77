import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { ImageModel } from 'ai'
import { APICallError, generateImage, RetryError } from 'ai'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { feedPageSchema } from '#lib/batches/schema.ts'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

// The Vercel AI SDK, with both of its providers that speak OpenAI's API: another base URL and key and nothing else.

const imagen = 'imagen-3.0-generate-002'
const editor = 'gemini-2.5-flash-image'

let programs: Programs
let apiKey: string

beforeAll(async () => {
  // What it warns of, that a provider takes no `seed`, is asked for below.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })
  programs = await startPrograms({ GENERATION_DEADLINE_MS: '8000', GENERATION_LOOKUP_MS: '1500' })
  apiKey = await programs.token()
})
afterAll(() => programs?.stop())

const sentFor = (prompt: string) =>
  programs.standin.control.calls().filter(({ fields }) => fields['prompt'] === prompt)
const billedFor = (prompt: string) => {
  const ids = sentFor(prompt).map(({ requestId }) => requestId)
  return programs.standin.control.bill().requests.filter(({ id }) => ids.includes(id)).length
}
const aPicture = async (background: string) =>
  sharp({ create: { width: 320, height: 200, channels: 4, background } })
    .png()
    .toBuffer()

const bodySchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** What a call throws, without the tries that the SDK wraps it in. */
async function problemOf(call: Promise<unknown>) {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  const error = RetryError.isInstance(thrown) ? thrown.lastError : thrown
  if (!APICallError.isInstance(error)) throw new Error('This is no error of the API.', { cause: thrown })
  const { statusCode, message, responseBody, isRetryable } = error
  const tries = RetryError.isInstance(thrown) ? thrown.errors.length : 1
  return {
    statusCode,
    message,
    body: bodySchema.parse(JSON.parse(responseBody ?? 'null')),
    isRetryable,
    tries,
  }
}

const providers = [
  {
    provider: '@ai-sdk/openai',
    connect: (baseURL: string) => {
      const openai = createOpenAI({ baseURL, apiKey })
      return (name: string): ImageModel => openai.image(name)
    },
    options: { openai: { quality: 'hd', outputFormat: 'jpeg', outputCompression: 70 } },
  },
  {
    provider: '@ai-sdk/openai-compatible',
    connect: (baseURL: string) => {
      const atelier = createOpenAICompatible({ name: 'atelier', baseURL, apiKey })
      return (name: string): ImageModel => atelier.imageModel(name)
    },
    options: { atelier: { quality: 'hd', output_format: 'jpeg', output_compression: 70 } },
  },
]

describe.each(providers)('$provider', ({ provider, connect, options }) => {
  let image: (name: string) => ImageModel
  const words = (prompt: string) => `${prompt}, for ${provider}`

  beforeAll(() => {
    image = connect(programs.baseURL)
  })

  test('makes a picture, and says in what it was answered who made it', async () => {
    const prompt = words('A tram in the rain')
    const { image: picture, responses } = await generateImage({ model: image(imagen), prompt })
    expect(picture.mediaType).toBe('image/png')
    expect(await sharp(picture.uint8Array).metadata()).toMatchObject({ format: 'png', width: 1024 })
    expect(responses[0]?.headers).toMatchObject({
      'x-lumenfall-provider': expect.stringMatching(/^(vertex|gemini)$/),
      'x-lumenfall-request-id': sentFor(prompt)[0]?.requestId,
    })
  })

  test('makes a picture of a size, and with options of the provider’s', async () => {
    const prompt = words('A portrait')
    const { image: picture } = await generateImage({
      model: image(imagen),
      prompt,
      size: '1024x1792',
      providerOptions: options,
    })
    expect(picture.mediaType).toBe('image/jpeg')
    const { width, height } = await sharp(picture.uint8Array).metadata()
    expect(width).toBeLessThan(height)
    const asked = { size: '1024x1792', quality: 'hd', output_format: 'jpeg', output_compression: 70, n: 1 }
    expect(sentFor(prompt)[0]?.fields).toMatchObject(asked)
  })

  test('says itself that it sends neither a ratio nor a seed, and makes the picture', async () => {
    const { images, warnings } = await generateImage({
      model: image(imagen),
      prompt: words('A ratio'),
      aspectRatio: '16:9',
      seed: 7,
    })
    expect(images).toHaveLength(1)
    expect(warnings).toMatchObject([{ feature: 'aspectRatio' }, { feature: 'seed' }])
  })

  test('makes several pictures in one call, or in as many calls at once as it is told', async () => {
    const [one, many] = [words('Four in one call'), words('Five in three calls')]
    const inOne = await generateImage({ model: image(imagen), prompt: one, n: 4, maxImagesPerCall: 4 })
    expect(inOne.images).toHaveLength(4)
    expect(sentFor(one).map(({ fields }) => fields['n'])).toEqual([4])
    const inMany = await generateImage({ model: image(imagen), prompt: many, n: 5, maxImagesPerCall: 2 })
    expect(new Set(inMany.images.map(({ base64 }) => base64)).size).toBe(5)
    expect(
      sentFor(many)
        .map(({ fields }) => Number(fields['n']))
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 2])
    expect(billedFor(many)).toBe(3)
  })

  test('makes pictures from pictures, and with a mask', async () => {
    const [both, here] = [words('Both of them'), words('Only here')]
    const [red, blue, mask] = [await aPicture('#a33'), await aPicture('#33a'), await aPicture('#0000')]
    const ofTwo = await generateImage({
      model: image(editor),
      prompt: { text: both, images: [red, blue] },
      n: 2,
      maxImagesPerCall: 2,
    })
    expect(ofTwo.images).toHaveLength(2)
    const ofOne = await generateImage({
      model: image(editor),
      prompt: { text: here, images: [red], mask },
      size: '1024x1024',
    })
    expect(await sharp(ofOne.image.uint8Array).metadata()).toMatchObject({ format: 'png' })
    expect(sentFor(both)[0]?.uploads).toHaveLength(2)
    expect(sentFor(here)[0]?.uploads.map(({ field }) => field)).toEqual(['image', 'mask'])
  })

  test('throws what the API says, and repeats none of it', async () => {
    for (const [words, statusCode, code] of [
      ['x [[error:CONTENT_POLICY_VIOLATION]]', 400, 'CONTENT_POLICY_VIOLATION'],
      ['x [[error:INSUFFICIENT_BALANCE]]', 402, 'INSUFFICIENT_BALANCE'],
    ] as const) {
      const problem = await problemOf(generateImage({ model: image(imagen), prompt: words }))
      expect(problem).toMatchObject({ statusCode, body: { error: { code } }, isRetryable: false, tries: 1 })
      expect(problem.message).toBe(problem.body.error.message)
    }
    expect(await problemOf(generateImage({ model: image('no-such'), prompt: 'x' }))).toMatchObject({
      statusCode: 404,
      body: { error: { code: 'MODEL_NOT_FOUND' } },
      tries: 1,
    })
  })

  test('repeats what cost nothing, as soon as it is told', async () => {
    const prompt = words('At first too many')
    const match = { promptIncludes: prompt }
    programs.standin.control.addFault({ fault: 'rate-limited', argument: '1', times: 1, match })
    expect((await generateImage({ model: image(imagen), prompt })).images).toHaveLength(1)
    expect(sentFor(prompt)).toHaveLength(2)
    expect(billedFor(prompt)).toBe(1)
  })

  // It knows no `x-should-retry`: the status alone says whether it comes back.
  test.concurrent.each([
    'billed-error',
    'hang-after-billing',
    'reset-after-billing',
    'cut-json',
    'no-data',
    'not-an-image',
  ])('does not pay twice by repeating what was billed: %s', async (fault) => {
    const prompt = words(`Lost [[${fault}]]`)
    const problem = await problemOf(generateImage({ model: image(imagen), prompt }))
    expect(problem).toMatchObject({ isRetryable: false, tries: 1 })
    expect(problem.body.error.code).toMatch(/^(OUTCOME_UNKNOWN|UPSTREAM_ERROR)$/)
    expect(sentFor(prompt)).toHaveLength(1)
    expect(billedFor(prompt)).toBe(1)
  })

  test('does not ask again for what somebody stopped in the studio', async () => {
    const prompt = words('Stopped [[slow:1500]] [[error:ALL_PROVIDERS_EXHAUSTED]]')
    const call = problemOf(generateImage({ model: image(imagen), prompt }))
    const { owner, team } = programs
    const id = await eventually(async () => {
      const { text } = await owner.ask(`/api/t/${team}/feed`)
      const { items } = feedPageSchema.parse(JSON.parse(text))
      const made = items.flatMap((item) => (item.kind === 'generation' ? [item.generation] : []))
      return made.find((generation) => generation.prompt === prompt)?.id
    })
    await owner.act('generations.stopGeneration', [{ team, id }], { team })
    expect(await call).toMatchObject({ body: { error: { code: 'CANCELLED' } }, tries: 1 })
    expect(sentFor(prompt)).toHaveLength(1)
  })

  test('with a key of its own gets the pictures of its first call, however often it asks', async () => {
    const prompt = words('Under a key')
    const headers = { 'idempotency-key': uuid() }
    const first = await generateImage({ model: image(imagen), prompt, headers })
    const again = await generateImage({ model: image(imagen), prompt, headers })
    expect(again.image.base64).toBe(first.image.base64)
    expect(billedFor(prompt)).toBe(1)
  })

  test('that is aborted throws; its picture is paid once, and kept', async () => {
    const prompt = words('Nobody waits [[slow:1000]]')
    const leaving = new AbortController()
    const call = generateImage({ model: image(imagen), prompt, abortSignal: leaving.signal })
    const ended = expect(call).rejects.toMatchObject({ name: 'AbortError' })
    await eventually(() => sentFor(prompt).length === 1)
    leaving.abort()
    await ended
    const search = encodeURIComponent(`"${words('Nobody waits')}"`.split(',')[0]?.slice(1) ?? '')
    const address = `/api/t/${programs.team}/gallery?scope=team&search=${search}`
    await eventually(async () => (await programs.owner.ask(address)).text.includes('"images":[{'))
    expect(sentFor(prompt)).toHaveLength(1)
  })
})
