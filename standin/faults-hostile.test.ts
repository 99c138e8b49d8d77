import { createGunzip } from 'node:zlib'
import type { Readable } from 'node:stream'
import sharp from 'sharp'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { aStandin, imageAnswerSchema, picturesOf, SMALL, type Place } from './testing.ts'

const MEBIBYTE = 1024 * 1024

test('huge-dimensions is a small, valid PNG that decodes to 900 million pixels', async () => {
  const picture = await pictureOf(await aStandin(), 'huge-dimensions')
  expect(picture.length).toBeLessThan(200_000)
  const { format, width, height } = await sharp(picture, { limitInputPixels: false }).metadata()
  expect([format, width, height]).toEqual(['png', 30_000, 30_000])
  await expect(sharp(picture).metadata()).rejects.toThrow('exceeds pixel limit')
  const top = sharp(picture, { limitInputPixels: false, sequentialRead: true })
  const row = await top.extract({ left: 0, top: 0, width: 30_000, height: 1 }).raw().toBuffer()
  expect(row.every((pixel) => pixel === 0)).toBe(true)
})

test('truncated-image has a good beginning and no end', async () => {
  const picture = await pictureOf(await aStandin(), 'truncated-image')
  expect((await sharp(picture).metadata()).width).toBe(256)
  await expect(sharp(picture, { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow()
})

test('polyglot is a good picture with a page behind it', async () => {
  const picture = await pictureOf(await aStandin(), 'polyglot')
  expect((await sharp(picture).raw().toBuffer()).length).toBe(256 * 256 * 3)
  expect(picture.toString('latin1')).toMatch(/<script>.*<\/html>$/)
})

test('svg carries a script, not-an-image is text', async () => {
  const place = await aStandin()
  expect((await pictureOf(place, 'svg')).toString()).toMatch(/^<svg .*<script>/)
  expect((await pictureOf(place, 'not-an-image')).toString()).toMatch(/^This is not the image/)
})

test('huge-body streams that many MiB of well-formed JSON, without saying how long it is', async () => {
  const { standin } = await aStandin()
  const { headers, body } = await post(standin.baseUrl, 'x [[huge-body:20]]')
  expect(headers['content-length']).toBeUndefined()
  expect(await countBytes(body)).toBe(
    20 * MEBIBYTE + '{"created":1700000000,"data":[{"b64_json":""}]}'.length,
  )
})

test('huge-body ends when the client leaves', async () => {
  const { standin } = await aStandin()
  const { body } = await post(standin.baseUrl, 'x [[huge-body]]')
  for await (const _ of body) break
  await expect.poll(() => standin.control.calls()[0]?.outcome.state).toBe('left')
})

test('gzip-bomb is small on the wire, large behind it, and good JSON after all', async () => {
  const { standin } = await aStandin()
  const { headers, body } = await post(standin.baseUrl, 'x [[gzip-bomb:64]]')
  expect(headers['content-encoding']).toBe('gzip')
  let wire = 0
  body.on('data', (chunk: Buffer) => (wire += chunk.length))
  let unzipped = 0
  let tail = ''
  // The end of the stream proves checksum and length; a wrong one would be an error.
  for await (const chunk of body.pipe(createGunzip())) {
    const piece = Buffer.from(chunk)
    unzipped += piece.length
    tail = (tail + piece.toString('latin1').trim()).slice(-200_000)
  }
  expect(unzipped).toBeGreaterThan(64 * MEBIBYTE)
  expect(wire).toBeLessThan(MEBIBYTE)
  expect(imageAnswerSchema.parse(JSON.parse(tail)).data).toHaveLength(1)
})

async function pictureOf({ generate }: Place, word: string): Promise<Buffer> {
  const response = await generate({ ...SMALL, prompt: `x [[${word}]]`, response_format: 'b64_json' })
  const [picture] = picturesOf(await response.json())
  if (picture === undefined) throw new Error('The answer has no picture')
  return picture
}

/** A client that leaves the body as it comes. */
async function post(baseUrl: string, prompt: string) {
  return request(`${baseUrl}/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer lmnfl_standin.secret', 'content-type': 'application/json' },
    body: JSON.stringify({ ...SMALL, prompt, response_format: 'b64_json' }),
  })
}

async function countBytes(body: Readable): Promise<number> {
  let bytes = 0
  for await (const chunk of body) bytes += Buffer.from(chunk).length
  return bytes
}
