import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aStandin, imageAnswerSchema, picturesOf, SMALL } from './testing.ts'

test('the unchanged client gets a picture by link, and anybody may fetch it', async () => {
  const { client } = await aStandin()
  const answer = await client.images.generate({
    model: 'imagen-3.0-generate-002',
    prompt: 'a harbour in the morning',
  })
  const { data, metadata, size, id } = imageAnswerSchema.parse(answer)
  const file = await fetch(data[0]?.url ?? '')
  expect(file.headers.get('content-type')).toBe('image/png')
  const picture = await sharp(Buffer.from(await file.arrayBuffer())).metadata()
  expect([picture.format, picture.width, picture.height]).toEqual(['png', 1024, 1024])
  expect(size).toBe('1024x1024')
  expect(id).toMatch(/^req_/)
  expect(metadata).toEqual({
    model: 'imagen-3.0-generate-002',
    executed_model: 'vertex/imagen-3.0-generate-002',
    provider: 'vertex',
    provider_name: 'Google Vertex AI',
    cost: 0.03,
    cost_currency: 'USD',
    attempts: [],
  })
})

test.each(['png', 'jpeg', 'gif', 'webp', 'avif'])(
  '%s was asked for, and the bytes are of that type',
  async (format) => {
    const { generate } = await aStandin()
    for (const compression of [undefined, 0, 100]) {
      const wish = {
        ...SMALL,
        response_format: 'b64_json',
        output_format: format,
        output_compression: compression,
      }
      const response = await generate(wish)
      const answer: unknown = await response.json()
      const [picture] = picturesOf(answer)
      const read = await sharp(picture).metadata()
      expect(read.format).toBe(format === 'avif' ? 'heif' : format)
      expect([read.width, read.height]).toEqual([256, 256])
      expect(imageAnswerSchema.parse(answer).output_format).toBe(format)
    }
  },
)

test('a lower quality makes a smaller file', async () => {
  const { generate } = await aStandin()
  const sizes = await Promise.all(
    [10, 90].map(async (quality) => {
      const wish = {
        ...SMALL,
        response_format: 'b64_json',
        output_format: 'jpeg',
        output_compression: quality,
      }
      return picturesOf(await (await generate(wish)).json())[0]?.length ?? 0
    }),
  )
  expect(sizes[0]).toBeLessThan(Number(sizes[1]) / 2)
})

test('every n from 1 to 10 brings that many different pictures', async () => {
  const { client, standin } = await aStandin()
  for (let n = 1; n <= 10; n++) {
    const answer = await client.images.generate({ ...SMALL, n, response_format: 'b64_json' })
    const pictures = picturesOf(answer).map((picture) => picture.toString('base64'))
    expect(new Set(pictures).size).toBe(n)
    expect(imageAnswerSchema.parse(answer).metadata.cost).toBeCloseTo(0.003 * n, 9)
  }
  expect(standin.control.bill()).toMatchObject({ images: 55, totalMicros: 165_000 })
})

test('the same call twice brings two different pictures, with one seed the same', async () => {
  const { generate } = await aStandin()
  const draw = async (body: object) =>
    picturesOf(await (await generate({ ...SMALL, response_format: 'b64_json', ...body })).json())[0]
  expect(await draw({})).not.toEqual(await draw({}))
  expect(await draw({ seed: 7 })).toEqual(await draw({ seed: 7 }))
  expect(await draw({ seed: 7 })).not.toEqual(await draw({ seed: 8 }))
  expect(await draw({ seed: 7 })).not.toEqual(await draw({ seed: 7, guidance_scale: 7.5 }))
})

test('every picture is marked in its lower right corner', async () => {
  const { generate } = await aStandin()
  const [picture] = picturesOf(await (await generate({ ...SMALL, response_format: 'b64_json' })).json())
  const contrast = async (left: number) => {
    const corner = { left, top: 225, width: 90, height: 25 }
    const { channels } = await sharp(picture)
      .extract(corner)
      .greyscale()
      .toBuffer()
      .then((it) => sharp(it).stats())
    return Number(channels[0]?.max) - Number(channels[0]?.min)
  }
  expect(await contrast(160)).toBeGreaterThan(70)
  expect(await contrast(160)).toBeGreaterThan((await contrast(5)) + 40)
})

test('plain pictures are quick, small, good files, and each has bytes of its own', async () => {
  const { client, standin } = await aStandin()
  standin.control.change({ plain: true })
  for (const output_format of ['png', 'jpeg', 'gif', 'webp'] as const) {
    const wish = {
      model: 'imagen-3',
      prompt: 'x',
      n: 10,
      output_format,
      response_format: 'b64_json',
    } as const
    const pictures = picturesOf(await client.images.generate(wish))
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(10)
    for (const picture of pictures.slice(0, 2)) {
      const { info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([1024, 1024])
    }
  }
})

test('other calls are answered while pictures are being drawn', async () => {
  const { generate, get } = await aStandin()
  let isDrawn = false
  const drawing = generate({ model: 'imagen-4', prompt: 'x', n: 4, resolution: '2K' }).then(
    () => (isDrawn = true),
  )
  for (let i = 0; i < 3; i++) await (await get('/v1/balance')).json()
  expect(isDrawn).toBe(false)
  await drawing
})
