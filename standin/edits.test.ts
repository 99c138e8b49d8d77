import { toFile } from 'openai'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aPicture, aStandin, errorSchema, picturesOf } from './testing.ts'

const EDITOR = 'gemini-2.5-flash-image'

test('the client edits an image, which keeps its shape', async () => {
  const { client, standin } = await aStandin()
  const answer = await client.images.edit({
    model: EDITOR,
    image: await toFile(await aPicture(160, 90), 'in.png', { type: 'image/png' }),
    prompt: 'make it dusk',
    n: 2,
    response_format: 'b64_json',
  })
  const pictures = picturesOf(answer)
  const { width, height } = await sharp(pictures[0]).metadata()
  expect([pictures.length, width, height]).toEqual([2, 1344, 768])
  expect(answer.data?.[0]?.revised_prompt).toContain('make it dusk')
  expect(standin.control.bill().totalMicros).toBe(78_000)
  expect(standin.control.calls()[0]).toMatchObject({
    fields: { model: EDITOR, prompt: 'make it dusk', n: '2' },
    uploads: [{ field: 'image', name: 'in.png', type: 'image/png' }],
  })
})

test('an edit visibly comes from its picture', async () => {
  const { client } = await aStandin()
  const means: number[][] = []
  for (const background of ['#d02020', '#2020d0']) {
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background } })
    const answer = await client.images.edit({
      model: EDITOR,
      image: await toFile(await picture.png().toBuffer(), 'in.png', { type: 'image/png' }),
      prompt: 'softer',
      response_format: 'b64_json',
    })
    const { channels } = await sharp(picturesOf(answer)[0]).stats()
    means.push(channels.map(({ mean }) => mean))
  }
  const [[red = 0, , redsBlue = 0] = [], [bluesRed = 0, , blue = 0] = []] = means
  expect(red).toBeGreaterThan(redsBlue + 60)
  expect(blue).toBeGreaterThan(bluesRed + 60)
})

test('the schema says how many pictures go in, and more are refused', async () => {
  const { standin, get } = await aStandin()
  const schemaOf = async (model: string): Promise<unknown> =>
    (await get(`/openai/v1/models/${model}?schema=true`)).json()
  expect(await schemaOf(EDITOR)).toMatchObject({
    schema: { properties: { image: { type: 'array', maxItems: 3 }, mask: { contentEncoding: 'binary' } } },
  })
  expect(await schemaOf('crystal-upscaler')).toMatchObject({
    schema: { required: [], properties: { image: { type: 'string', contentEncoding: 'binary' } } },
  })
  const form = new FormData()
  form.set('model', EDITOR)
  form.set('prompt', 'all of them')
  const picture = new Uint8Array(await aPicture())
  for (let count = 0; count < 4; count++) form.append('image[]', new File([picture], 'in.png'))
  const response = await post(standin.baseUrl, form)
  expect(errorSchema.parse(await response.json()).error.message).toContain('at most 3 input images')
})

test('an edit goes wrong on demand, like any paid work, and an estimate of one costs nothing', async () => {
  const place = await aStandin()
  const { client, standin } = place
  const image = await toFile(await aPicture(), 'in.png', { type: 'image/png' })
  await expect(
    client.images.edit({ model: EDITOR, image, prompt: 'x [[error:RATE_LIMITED]]' }),
  ).rejects.toMatchObject({ status: 429 })
  await expect(
    client.images.edit({ model: EDITOR, image, prompt: 'x [[reset-after-billing]]' }),
  ).rejects.toThrow()
  expect(standin.control.bill().totalMicros).toBe(39_000)
  const form = new FormData()
  form.set('model', 'crystal-upscaler')
  form.set('image', new File([new Uint8Array(await aPicture())], 'in.png'))
  const headers = { authorization: 'Bearer lmnfl_standin.secret' }
  const estimate = await fetch(`${standin.baseUrl}/images/edits?dryRun=true`, {
    method: 'POST',
    headers,
    body: form,
  })
  expect(await estimate.json()).toMatchObject({ estimated: true, total_cost_micros: 50_000 })
  expect(standin.control.bill().totalMicros).toBe(39_000)
})

test('with a mask only its transparent part is drawn anew', async () => {
  const { client } = await aStandin()
  const opaque = await sharp({ create: { width: 32, height: 64, channels: 4, background: '#000f' } })
    .png()
    .toBuffer()
  const clear = { create: { width: 64, height: 64, channels: 4, background: '#0000' } } as const
  const mask = await sharp(clear)
    .composite([{ input: opaque, left: 0, top: 0 }])
    .png()
    .toBuffer()
  const answer = await client.images.edit({
    model: EDITOR,
    image: await toFile(await aPicture(64, 64), 'in.png', { type: 'image/png' }),
    mask: await toFile(mask, 'mask.png', { type: 'image/png' }),
    prompt: 'a night',
    size: '1024x1024',
    response_format: 'b64_json',
  })
  const { data, info } = await sharp(picturesOf(answer)[0]).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  expect(at(200, 400)).toEqual([0xc8, 0x64, 0x32])
  expect(at(800, 400)).not.toEqual([0xc8, 0x64, 0x32])
})

test('an upscaler doubles, quadruples, and needs no prompt', async () => {
  const { standin } = await aStandin()
  for (const [factor, size] of [
    [undefined, '128x96'],
    ['4', '256x192'],
  ] as const) {
    const form = new FormData()
    form.set('model', 'crystal-upscaler')
    form.set('image', new File([new Uint8Array(await aPicture(64, 48))], 'in.png', { type: 'image/png' }))
    if (factor !== undefined) form.set('scale_factor', factor)
    expect(await (await post(standin.baseUrl, form)).json()).toMatchObject({ size, metadata: { cost: 0.05 } })
  }
})

test('what cannot be edited is refused', async () => {
  const { standin } = await aStandin()
  const good = new File([new Uint8Array(await aPicture())], 'in.png', { type: 'image/png' })
  const cases: [fields: Record<string, string>, files: File[], message: string][] = [
    [
      { model: 'imagen-3.0-generate-002', prompt: 'x' },
      [good],
      "Model 'imagen-3.0-generate-002' does not support image editing",
    ],
    [{ model: 'crystal-upscaler', scale_factor: '3' }, [good], 'Invalid scale_factor: expected 2 or 4'],
    [
      { model: 'crystal-upscaler' },
      [good, good],
      "Model 'crystal-upscaler' does not support multiple input images",
    ],
    [
      { model: EDITOR, scale_factor: '2' },
      [good],
      `Model '${EDITOR}' does not support upscale. Supported modes: text-to-image, image-edit`,
    ],
    [{ model: EDITOR }, [good], 'Invalid input: expected string, received undefined'],
    [{ model: EDITOR, prompt: 'x' }, [], 'An image file is required'],
    [{ model: EDITOR, prompt: 'x' }, [new File(['no image'], 'in.png')], 'Invalid image file provided'],
  ]
  for (const [fields, files, message] of cases) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    for (const file of files) form.append('image[]', file)
    const response = await post(standin.baseUrl, form)
    expect([response.status, errorSchema.parse(await response.json()).error.message]).toEqual([400, message])
  }
  expect(standin.control.bill().totalMicros).toBe(0)
})

async function post(baseUrl: string, body: FormData): Promise<Response> {
  const headers = { authorization: 'Bearer lmnfl_standin.secret' }
  return fetch(`${baseUrl}/images/edits`, { method: 'POST', headers, body })
}
