import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'
import { errorCodes } from './errors.ts'
import { fetchJson, postJson } from './http.ts'

test('what the server answers comes as it is', async () => {
  const { url } = await aJsonServer({ id: 'one', more: 1 })
  expect(await fetchJson(url)).toEqual({ id: 'one', more: 1 })
})

test('a question with a body is sent as JSON', async () => {
  const seen: unknown[] = []
  const { url } = await aServer((request, response) => {
    const { method, headers } = request
    void text(request).then((body) => {
      seen.push(method, headers['content-type'], body)
      response.end('{"id":"one"}')
    })
  })
  expect(await postJson(url, { prompt: 'A quay' })).toEqual({ id: 'one' })
  expect(seen).toEqual(['POST', 'application/json', '{"prompt":"A quay"}'])
})

test.each(errorCodes)('the server saying "%s" is that failure, in its own words', async (code) => {
  const { url } = await aJsonServer({ error: { code, message: 'Not now.' } }, 418)
  await expect(fetchJson(url)).rejects.toMatchObject({ name: 'AppError', code, message: 'Not now.' })
})

test('an error with 200 is an error', async () => {
  const { url } = await aJsonServer({ id: 'one', error: { code: 'invalid', message: 'No.' } })
  await expect(fetchJson(url)).rejects.toMatchObject({ code: 'invalid' })
})

test.each([
  ['a page', '<h1>Bad gateway</h1>'],
  ['nothing', ''],
  ['an error of a kind nobody knows', '{"error":{"code":"surprise","message":"?"}}'],
])('%s instead of an answer is a server that is not available', async (_name, body) => {
  const { url } = await aServer((_, response) => response.writeHead(502).end(body))
  await expect(fetchJson(url)).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' })
})

test('a server that cannot be reached is said to be so, and what was typed is not lost', async () => {
  const failing = fetchJson(await aDeadUrl())
  await expect(failing).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' })
  await expect(failing).rejects.toThrow('cannot be reached')
})
