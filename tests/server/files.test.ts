import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HttpClient } from '../setup/http-client.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'

let studio: Studio
let guest: HttpClient
let foreigner: HttpClient

beforeAll(async () => {
  studio = await startStudio()
  guest = await studio.signIn('guest')
  foreigner = await studio.signIn('foreigner')
})
afterAll(() => studio?.stop())

const downloadOf = (image: string, query = '') => `/api/t/ours-team/images/${image}/download${query}`

test('a download is a file with a name of its own, which only its own browser keeps', async () => {
  const { status, headers } = await guest.ask(downloadOf(studio.ours.image, '?as=webp&recipe=on'))
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('image/webp')
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="[\w-]+-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.webp"$/,
  )
  expect(headers.get('cache-control')).toBe('private, no-store, no-transform')
  expect(headers.get('x-recipe')).toBe('inside')
})

test('what nobody can make of a picture is refused in a sentence', async () => {
  const { status, text } = await guest.ask(downloadOf(studio.ours.image, '?as=svg'))
  expect([status, text]).toEqual([
    400,
    expect.stringContaining('Ask for original, png, jpeg, webp, avif or gif.'),
  ])
})

test("a picture of another team, or of somebody's own, is like one that there isn't", async () => {
  const missing = await guest.ask(downloadOf('0192d3a0-0000-7000-8000-000000000000'))
  expect(missing.status).toBe(404)
  for (const image of [studio.hidden.image, studio.theirs.image]) {
    const answer = await guest.ask(downloadOf(image))
    expect([answer.status, answer.text]).toEqual([404, missing.text])
  }
  expect((await foreigner.ask(downloadOf(studio.ours.image))).status).toBe(404)
})

const form = (images: string[]) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    request: JSON.stringify({ selection: { images }, as: 'original', recipe: true }),
  }).toString(),
})

test('a form brings a zip; one of another page brings nothing', async () => {
  const wish = form([studio.ours.image, studio.hidden.image])
  const { status, headers, text } = await guest.ask('/api/t/ours-team/zip', wish)
  expect([status, headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="pictures-[\d-]+\.zip"$/)
  expect(text.startsWith('PK')).toBe(true)
  expect(text).toContain('manifest.json')
  expect(text.match(/"file":"/g)).toHaveLength(1)
  const headersOfElsewhere = {
    ...wish.headers,
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
  }
  expect((await guest.ask('/api/t/ours-team/zip', { ...wish, headers: headersOfElsewhere })).status).toBe(403)
  expect((await guest.ask('/api/t/ours-team/zip', form([studio.hidden.image]))).status).toBe(404)
  expect((await guest.ask('/api/t/ours-team/zip', { ...wish, body: 'request=%7B' })).status).toBe(400)
})
