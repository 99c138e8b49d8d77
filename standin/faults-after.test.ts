import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { aStandin, imageAnswerSchema, SMALL, type Place } from './testing.ts'

const BYTES = { ...SMALL, response_format: 'b64_json' }
const send = ({ generate }: Place, word: string, change: object = {}) =>
  generate({ ...BYTES, prompt: `x [[${word}]]`, ...change })

test('hang-after-billing never answers', async () => {
  const place = await aStandin()
  const signal = AbortSignal.timeout(200)
  const prompt = '[[hang-after-billing]]'
  await expect(place.client.images.generate({ ...SMALL, prompt }, { signal })).rejects.toThrow('aborted')
  expect(place.standin.control.bill().totalMicros).toBe(3000)
})

test.each([
  ['reset-in-body', 'ECONNRESET'],
  ['close-in-body', 'UND_ERR_SOCKET'],
])('%s: the body stops in the middle, short of its content-length', async (name, code) => {
  const response = await send(await aStandin(), name)
  expect(response.status).toBe(200)
  const error: unknown = await response.text().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ cause: { code } })
})

test('close-in-body delivers exactly half under an honest length', async () => {
  const { standin } = await aStandin()
  const raw = await rawCall(standin.url, 'x [[close-in-body]]')
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  const length = Number(head.match(/content-length: (\d+)/)?.[1])
  expect(body.length).toBe(Math.floor(length / 2))
})

test('drip delivers at its speed and stops when the client does', async () => {
  const place = await aStandin()
  const response = await send(place, 'drip:1000')
  const reader = response.body?.getReader()
  let bytes = 0
  const before = performance.now()
  while (bytes < 300) bytes += (await reader?.read())?.value?.length ?? 0
  expect(performance.now() - before).toBeGreaterThan(150)
  await reader?.cancel()
  await expect.poll(() => place.standin.control.calls()[0]?.outcome.state).toBe('left')
})

test('cut-json is half a body that claims to be whole', async () => {
  const response = await send(await aStandin(), 'cut-json')
  const text = await response.text()
  expect(response.headers.get('content-length')).toBe(String(text.length))
  expect(text).toMatch(/^\{"id":/)
  expect(() => void JSON.parse(text)).toThrow(SyntaxError)
})

test('empty-body, html-200 and wrong-content-type are 200 and no good', async () => {
  const place = await aStandin()
  const empty = await send(place, 'empty-body')
  expect([empty.status, await empty.text()]).toEqual([200, ''])
  const html = await send(place, 'html-200')
  expect([html.status, await html.text()]).toEqual([200, expect.stringMatching(/^<!doctype html>/)])
  const wrong = await send(place, 'wrong-content-type:image/png')
  expect(wrong.headers.get('content-type')).toBe('image/png')
  expect(imageAnswerSchema.parse(await wrong.json()).data).toHaveLength(1)
})

test('billed-error is a 500 for work that was paid', async () => {
  const place = await aStandin()
  const response = await send(place, 'billed-error')
  expect([response.status, await response.json()]).toMatchObject([500, { error: { code: 'INTERNAL_ERROR' } }])
  expect(place.standin.control.bill().totalMicros).toBe(3000)
})

test('no-data, no-metadata, no-cost, fewer, bad-base64, unknown-fields and changed-schema bend the JSON', async () => {
  const place = await aStandin()
  const read = async (word: string, change?: object): Promise<unknown> =>
    (await send(place, word, change)).json()
  expect(await read('no-data')).not.toHaveProperty('data')
  expect(await read('no-metadata')).not.toHaveProperty('metadata')
  expect(await read('no-cost')).not.toHaveProperty('metadata.cost')
  expect(await read('fewer:2', { n: 3 })).toMatchObject({ data: [{}], metadata: { cost: 0.009 } })
  expect(await read('bad-base64')).toHaveProperty('data.0.b64_json', '@@@ this is (not) base64 \u0000 %%%')
  expect(await read('unknown-fields')).toMatchObject({
    x_flag: true,
    metadata: { x_flag: true },
    data: [{ x_flag: true }],
  })
  const changed = await read('changed-schema')
  expect(changed).toHaveProperty('images')
  expect(changed).not.toHaveProperty('data')
})

test('url-instead answers a link, expired-media a dead one', async () => {
  const place = await aStandin()
  const urlOf = async (word: string, change = {}) =>
    imageAnswerSchema.parse(await (await send(place, word, change)).json()).data[0]?.url ?? ''
  expect((await fetch(await urlOf('url-instead'))).status).toBe(200)
  expect((await fetch(await urlOf('expired-media', { response_format: 'url' }))).status).toBe(410)
})

async function rawCall(url: string, prompt: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const body = JSON.stringify({ ...BYTES, prompt })
  socket.write(
    `POST /openai/v1/images/generations HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer lmnfl_standin.secret\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
  await once(socket, 'close')
  return answer
}
