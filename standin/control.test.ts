import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { aStandin, availableDollars, SMALL } from './testing.ts'

test('a fault can be set for so many calls, and cleared', async () => {
  const { standin, generate } = await aStandin()
  expect(
    await send(standin.url, 'POST', '/faults', { fault: 'error', argument: 'RATE_LIMITED', times: 2 }),
  ).toBe(200)
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await generate(SMALL)).status)
  expect(statuses).toEqual([429, 429, 200])
  await send(standin.url, 'POST', '/faults', { fault: 'billed-error' })
  expect((await generate(SMALL)).status).toBe(500)
  await send(standin.url, 'DELETE', '/faults')
  expect((await generate(SMALL)).status).toBe(200)
})

test('a fault strikes only what it matches', async () => {
  const { standin, generate, get } = await aStandin()
  standin.control.addFault({ fault: 'error', argument: 'INTERNAL_ERROR', match: { promptIncludes: 'fox' } })
  standin.control.addFault({ fault: 'error', argument: 'RATE_LIMITED', match: { model: 'mock-image' } })
  standin.control.addFault({ fault: 'html-200', match: { path: '/v1/balance' } })
  standin.control.addFault({ fault: 'cut-json', match: { path: 'dryRun=true' } })
  standin.control.addFault({ fault: 'changed-schema', match: { path: '?schema=true' } })
  expect((await generate(SMALL)).status).toBe(200)
  expect((await generate({ ...SMALL, prompt: 'a fox' })).status).toBe(500)
  expect((await generate({ ...SMALL, model: 'mock-image' })).status).toBe(429)
  expect(await (await get('/v1/balance')).text()).toMatch(/^<!doctype html>/)
  expect((await get('/v1/requests')).headers.get('content-type')).toContain('json')
  await expect((await generate(SMALL, { query: '?dryRun=true' })).json()).rejects.toThrow(SyntaxError)
  expect(await (await get('/openai/v1/models/imagen-3?schema=true')).json()).toHaveProperty(
    'schema.version',
    2,
  )
})

test('without a path a fault leaves look-ups and estimates alone', async () => {
  const { standin, generate, get } = await aStandin()
  standin.control.addFault({ fault: 'error', argument: 'INTERNAL_ERROR', times: 1 })
  expect((await get('/openai/v1/models')).status).toBe(200)
  expect((await generate(SMALL, { query: '?dryRun=true' })).status).toBe(200)
  expect((await generate(SMALL)).status).toBe(500)
})

test('settings are changed one by one, and what nobody knows is refused', async () => {
  const place = await aStandin()
  const { standin } = place
  expect(await send(standin.url, 'PUT', '/settings', { balanceMicros: 250_000, latencyMs: 40 })).toBe(200)
  expect(await availableDollars(place)).toBe(0.25)
  expect(standin.control.settings()).toMatchObject({ balanceMicros: 250_000, latencyMs: 40, plain: false })
  const before = performance.now()
  await place.generate(SMALL)
  expect(performance.now() - before).toBeGreaterThanOrEqual(29)
  expect(await (await fetch(`${standin.url}/standin/settings`)).json()).toMatchObject({
    balanceMicros: 247_000,
  })
  for (const bad of [{ latency: 1 }, { schemaVersion: 9 }, { balanceMicros: 0.5 }]) {
    expect(await send(standin.url, 'PUT', '/settings', bad)).toBe(400)
  }
  for (const bad of [
    { fault: 'nope' },
    { fault: 'error' },
    { fault: 'error', argument: 'NICE' },
    { fault: 'hang', argument: '1' },
    { fault: 'hang', time: 1 },
  ]) {
    expect([bad, await send(standin.url, 'POST', '/faults', bad)]).toEqual([bad, 400])
  }
})

test('every API call is on record, without the secret', async () => {
  const { standin, client, get } = await aStandin()
  await client.images.generate(SMALL)
  await get('/v1/requests?limit=1')
  await fetch(`${standin.url}/v1/images/generations`, { method: 'POST', body: '{}' })
  const calls: unknown = await (await fetch(`${standin.url}/standin/calls`)).json()
  expect(calls).toMatchObject([
    {
      method: 'POST',
      path: '/openai/v1/images/generations',
      fields: SMALL,
      headers: { authorization: 'Bearer lmnfl_standin.…', 'x-stainless-retry-count': '0' },
      outcome: { state: 'answered', status: 200 },
    },
    { method: 'GET', path: '/v1/requests?limit=1' },
    { path: '/v1/images/generations', outcome: { status: 404, code: 'NOT_FOUND' } },
  ])
  expect(JSON.stringify(calls)).not.toContain('secret')
  standin.control.clearCalls()
  expect(standin.control.calls()).toHaveLength(0)
})

test('control is for programs on this machine: no other machine, no web page', async () => {
  const { standin } = await aStandin({ host: '0.0.0.0' })
  const body = JSON.stringify({ fault: 'hang' })
  const asText = await fetch(`${standin.url}/standin/faults`, { method: 'POST', body })
  expect(asText.status).toBe(404)
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  if (outside === undefined) return
  const url = new URL(standin.url)
  url.hostname = outside.address
  expect((await fetch(new URL('/standin/bill', url))).status).toBe(404)
})

test('two stand-ins know nothing of each other', async () => {
  const [one, other] = [await aStandin(), await aStandin()]
  await one.generate(SMALL)
  expect([one.standin.control.bill().images, other.standin.control.bill().images]).toEqual([1, 0])
  expect(other.standin.control.calls()).toHaveLength(0)
})

async function send(url: string, method: string, path: string, body?: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const json = body === undefined ? null : JSON.stringify(body)
  return (await fetch(`${url}/standin${path}`, { method, headers, body: json })).status
}
