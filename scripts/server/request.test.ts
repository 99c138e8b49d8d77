import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http'
import { request as ask } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aServer } from '#tests/unit/server.ts'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

// Which proxies are trusted is read when the module is loaded, so each case loads it anew.
beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('LOG_LEVEL', 'silent')
})
afterEach(() => vi.unstubAllEnvs())

/** A server of ours whose pages are `page`, and what those pages were told about the request. */
async function aStudio({ proxies = '', page }: { proxies?: string; page?: RequestListener } = {}) {
  vi.stubEnv('TRUSTED_PROXIES', proxies)
  const { serveRequest } = await import('./request.ts')
  const { requestContext } = await import('#lib/log.ts')
  const told: IncomingHttpHeaders[] = []
  const contexts: unknown[] = []
  const server = await aServer((request, response) => {
    void serveRequest(request, response, async () => {
      told.push(request.headers)
      contexts.push(requestContext.getStore())
      if (page) page(request, response)
      else response.end('page')
    })
  })
  return { ...server, told, contexts }
}

/** Asks as any program could, with any headers. */
async function get(url: string, headers: Record<string, string | string[]> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    ask(`${url}/a?secret=1`, { headers, agent: false }, resolve).on('error', reject).end()
  })
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

const lies = {
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-port': '443',
  'x-forwarded-server': 'evil.example',
  forwarded: 'for=203.0.113.7;host=evil.example;proto=https',
  'x-real-ip': '203.0.113.7',
}

test('what a stranger claims about the connection is overwritten by what is seen here', async () => {
  const studio = await aStudio()
  await get(studio.url, lies)
  const host = new URL(studio.url).host
  expect(studio.told[0]).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': host,
    host,
  })
  expect(JSON.stringify(studio.told[0])).not.toMatch(/203\.0\.113\.7|evil\.example|443/)
})

test('a stranger who claims nothing is told apart in the same way', async () => {
  const studio = await aStudio()
  await get(studio.url)
  expect(studio.told[0]).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server'])
    expect(studio.told[0]).not.toHaveProperty(name)
})

test('claims that are made twice, or in other letters, are claims', async () => {
  const studio = await aStudio()
  await get(studio.url, {
    'X-Forwarded-For': ['203.0.113.7', '203.0.113.8'],
    'X-FORWARDED-HOST': ['evil.example', 'evil.example'],
    'X-Forwarded-Proto': ['https', 'https'],
    'X-Real-IP': '203.0.113.7',
  })
  expect(JSON.stringify(studio.told[0])).not.toMatch(/203\.0\.113|evil\.example|https/)
})

test('with a proxy in front that is trusted, people are known by the address that the proxy saw', async () => {
  const studio = await aStudio({ proxies: '127.0.0.1' })
  await get(studio.url, {
    ...lies,
    'x-forwarded-for': '198.51.100.1, 203.0.113.7',
    'x-forwarded-host': 'studio.example',
  })
  expect(studio.told[0]).toMatchObject({
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'studio.example',
  })
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server'])
    expect(studio.told[0]).not.toHaveProperty(name)
})

test('behind several proxies, the last one that is not trusted is the person', async () => {
  const studio = await aStudio({ proxies: 'loopback, 10.0.0.0/8' })
  const forwarded = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7, 10.1.2.3' }
  await get(studio.url, forwarded)
  expect(studio.told[0]?.['x-forwarded-for']).toBe('203.0.113.7')
})

test('a proxy that is trusted and says nothing is itself the one who asks', async () => {
  const studio = await aStudio({ proxies: '127.0.0.1' })
  await get(studio.url)
  expect(studio.told[0]?.['x-forwarded-for']).toBe('127.0.0.1')
})

test('that another proxy is trusted helps a stranger nothing', async () => {
  const studio = await aStudio({ proxies: '192.0.2.1' })
  await get(studio.url, lies)
  expect(studio.told[0]).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })
})

test('each request has an id of its own, which the pages, the log and the answer have alike', async () => {
  const studio = await aStudio()
  const ids = new Set<unknown>()
  for (let index = 0; index < 3; index++) {
    const { headers } = await get(studio.url)
    const id = headers['x-request-id']
    expect(id).toMatch(uuidV7)
    expect([studio.told[index]?.['x-request-id'], studio.contexts[index]]).toEqual([id, { requestId: id }])
    ids.add(id)
  }
  expect(ids.size).toBe(3)
})

test.each(['', '127.0.0.1'])('nobody chooses the id of a request, with "%s" trusted', async (proxies) => {
  const studio = await aStudio({ proxies })
  const { headers } = await get(studio.url, { 'x-request-id': 'mine\u00e9', 'X-Request-ID': 'mine' })
  expect(headers['x-request-id']).toMatch(uuidV7)
  expect(studio.told[0]?.['x-request-id']).toBe(headers['x-request-id'])
})

test('a page that fails is a 500 that says nothing, with the id to ask for', async () => {
  const studio = await aStudio({
    page: () => {
      throw new Error('the password is hunter2')
    },
  })
  const { status, headers, body } = await get(studio.url)
  expect([status, body]).toEqual([500, ''])
  expect(headers['x-request-id']).toMatch(uuidV7)
  expect(JSON.stringify(headers)).not.toContain('hunter2')
})

test('an answer that fails in the middle does not look whole, and the next one is served', async () => {
  let requests = 0
  const studio = await aStudio({
    page: (_, response) => {
      if (requests++ > 0) return void response.end('whole')
      response.write('half')
      throw new Error('no')
    },
  })
  await expect(get(studio.url)).rejects.toThrow('aborted')
  expect(await get(studio.url)).toMatchObject({ status: 200, body: 'whole' })
})
