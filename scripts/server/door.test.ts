import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { peakGrowth } from '#tests/unit/memory.ts'
import { sendRaw } from '#tests/unit/raw.ts'
import { aServer } from '#tests/unit/server.ts'

beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('LOG_LEVEL', 'silent')
})
afterEach(() => vi.unstubAllEnvs())

interface Options {
  env?: Record<string, string>
  page?: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void
}

/** A server of ours whose pages are `page`, and how often they were asked. */
async function aStudio({ env = {}, page }: Options = {}) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const { serveRequest } = await import('./request.ts')
  let asked = 0
  const listener: RequestListener = (request, response) => {
    void serveRequest(request, response, async () => {
      asked++
      if (page) await page(request, response)
      else response.end('page')
    })
  }
  const server = await aServer(listener)
  return { ...server, host: new URL(server.url).host, asked: () => asked }
}

const head = (method: string, path: string, headers: Record<string, string>) =>
  [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries({ connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n')

describe('who may change something', () => {
  test.each([
    ['no Origin', {}],
    ['the Origin null', { origin: 'null' }],
    ['an empty Origin', { origin: '' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['our name on another port', { origin: 'http://127.0.0.1:1' }],
    ['our host by another scheme', { origin: 'https://HOST' }],
    ['our name inside another', { origin: 'http://HOST.evil.example' }],
    ['two Origins', { origin: 'http://HOST, https://evil.example' }],
    [
      'a foreign Origin and a forged host to match',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    ],
    [
      'a foreign Origin and a forged Forwarded',
      { origin: 'https://evil.example', forwarded: 'host=evil.example;proto=https' },
    ],
    [
      'our Origin, and a browser that says it came from elsewhere',
      { origin: 'http://HOST', 'sec-fetch-site': 'cross-site' },
    ],
    [
      'our Origin, and a browser that says it came from a neighbour',
      { origin: 'http://HOST', 'sec-fetch-site': 'same-site' },
    ],
    ['no Origin, from an address that is forged to be this machine', { 'x-forwarded-for': '127.0.0.1' }],
  ])('with %s: nobody', async (_, headers) => {
    const studio = await aStudio()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const sent = Object.fromEntries(
        Object.entries({ host: studio.host, ...headers }).map(([name, value]) => [
          name,
          value.replace('HOST', studio.host),
        ]),
      )
      const answer = await sendRaw(studio.url, head(method, '/api/things', sent))
      expect(answer.status, method).toBe(403)
      expect(JSON.parse(answer.body)).toMatchObject({
        error: { code: 'forbidden', message: expect.stringContaining('nothing was done') },
      })
    }
    expect(studio.asked()).toBe(0)
  })

  test('a page of this server, by whatever name of this machine it was opened', async () => {
    const studio = await aStudio()
    const port = new URL(studio.url).port
    for (const name of [
      'localhost',
      '127.0.0.1',
      '192.168.1.20',
      '[::1]',
      'studio',
      'studio.local',
      'nas.home.arpa',
    ]) {
      const own = {
        host: `${name}:${port}`,
        origin: `http://${name}:${port}`,
        'sec-fetch-site': 'same-origin',
      }
      expect(await sendRaw(studio.url, head('POST', '/', own)), name).toMatchObject({ status: 200 })
    }
  })

  test('with an APP_URL, pages of that address alone, however the proxy names this server', async () => {
    const studio = await aStudio({ env: { APP_URL: 'https://studio.example' } })
    const post = async (headers: Record<string, string>) =>
      (await sendRaw(studio.url, head('POST', '/', headers))).status
    expect(await post({ host: 'studio.example', origin: 'https://studio.example' })).toBe(200)
    expect(await post({ host: studio.host, origin: 'https://studio.example' })).toBe(200)
    expect(await post({ host: 'studio.example', origin: 'http://studio.example' })).toBe(403)
    expect(await post({ host: studio.host, origin: studio.url })).toBe(403)
  })

  test('behind a proxy that is trusted and no APP_URL, pages of the address that the proxy names', async () => {
    const studio = await aStudio({ env: { TRUSTED_PROXIES: '127.0.0.1' } })
    const forwarded = {
      host: studio.host,
      'x-forwarded-host': 'studio.example',
      'x-forwarded-proto': 'https',
    }
    const post = async (origin: string) =>
      (await sendRaw(studio.url, head('POST', '/', { ...forwarded, origin }))).status
    expect(await post('https://studio.example')).toBe(200)
    expect(await post(studio.url)).toBe(403)
  })

  test('reading asks for no Origin', async () => {
    const studio = await aStudio()
    const link = { host: studio.host, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect(await sendRaw(studio.url, head('GET', '/', link))).toMatchObject({ status: 200 })
  })
})

describe('what is no question to this server', () => {
  test.each([
    'rebound.evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'a@b',
    '127.0.0.1/x',
    '',
  ])('the Host "%s" is refused, and no page is made for it', async (host) => {
    const studio = await aStudio()
    const answer = await sendRaw(studio.url, head('GET', '/', { host, origin: `http://${host}` }))
    if (host === '') return expect(answer.status).toBe(200)
    expect(answer).toMatchObject({ status: 421, body: expect.stringContaining('Set APP_URL') })
    expect(studio.asked()).toBe(0)
  })

  test('a name of APP_URL is known, other public names are not', async () => {
    const studio = await aStudio({ env: { APP_URL: 'https://studio.example' } })
    const get = async (host: string) => (await sendRaw(studio.url, head('GET', '/', { host }))).status
    expect([await get('studio.example'), await get('STUDIO.example'), await get(studio.host)]).toEqual([
      200, 200, 200,
    ])
    expect([await get('other.example'), await get('studio.example.evil.example')]).toEqual([421, 421])
  })

  test.each([
    ['GET', 'http://127.0.0.1:9/latest/meta-data', 400],
    ['GET', '*', 400],
    ['OPTIONS', '*', 400],
    ['TRACE', '/', 405],
    ['PROPFIND', '/', 405],
  ])('%s %s is refused', async (method, path, status) => {
    const studio = await aStudio()
    const answer = await sendRaw(studio.url, head(method, path, { host: studio.host, origin: studio.url }))
    expect([answer.status, studio.asked()]).toEqual([status, 0])
  })

  test('what Next tells itself by headers is believed of nobody else', async () => {
    let told: IncomingMessage['headers'] = {}
    const studio = await aStudio({
      page: (request, response) => {
        told = request.headers
        response.end()
      },
    })
    const lies = {
      'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
      'x-middleware-rewrite': '/t/x',
      'x-matched-path': '/t/x',
      'x-nonce': 'mine',
      'content-security-policy': "script-src 'nonce-mine'",
      'content-security-policy-report-only': "script-src 'nonce-mine'",
    }
    const answer = await sendRaw(studio.url, head('GET', '/', { host: studio.host, ...lies }))
    expect(Object.keys(told)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^x-middleware|^x-matched|report-only/)]),
    )
    expect(told['x-nonce']).toMatch(/^[\w+/]{22}==$/)
    expect(told['content-security-policy']).toContain(`'nonce-${String(told['x-nonce'])}'`)
    expect(answer.headers.get('content-security-policy')).not.toContain('mine')
  })
})

describe('bodies', () => {
  const piece = Buffer.alloc(64 * 1024, 'x')
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
  function* many(bytes: Buffer, total: number) {
    for (let sent = 0; sent < total; sent += bytes.length) yield bytes
  }
  const megabytes = 1024 * 1024
  const reading: Options['page'] = async (request, response) => {
    const body = await buffer(request)
    response.end(String(body.length))
  }

  test.each([
    ['one that says how large it is', { 'content-length': String(300 * megabytes) }, piece],
    ['one that does not', { 'transfer-encoding': 'chunked' }, chunk],
  ])('300 MB, %s: 413 with a sentence, the connection closed, memory flat', async (_, headers, bytes) => {
    const studio = await aStudio({ page: reading })
    const own = { host: studio.host, origin: studio.url, ...headers, connection: 'keep-alive' }
    let answer: Awaited<ReturnType<typeof sendRaw>> | undefined
    const growth = await peakGrowth(async () => {
      answer = await sendRaw(studio.url, head('POST', '/api/things', own), many(bytes, 300 * megabytes))
    })
    expect(answer).toMatchObject({ status: 413 })
    expect(answer?.headers.get('connection')).toBe('close')
    expect(answer?.body).toContain('This request is too large.')
    expect(growth).toBeLessThan(150)
  })

  test('a megabyte passes, and one byte more does not', async () => {
    const studio = await aStudio({ page: reading })
    const send = async (size: number, path = '/api/things') => {
      const own = { host: studio.host, origin: studio.url, 'content-length': String(size) }
      return sendRaw(studio.url, head('POST', path, own), [Buffer.alloc(size)])
    }
    expect(await send(1024 * 1024)).toMatchObject({ status: 200, body: '1048576' })
    expect(await send(1024 * 1024 + 1)).toMatchObject({ status: 413 })
    expect(await send(16 * 1024, '/sign-in')).toMatchObject({ status: 200 })
    expect(await send(16 * 1024 + 1, '/sign-in')).toMatchObject({ status: 413 })
    const uploads = '/api/t/northwind-studio/inputs'
    expect(await send(20 * 1024 * 1024, uploads)).toMatchObject({ status: 200, body: '20971520' })
    expect(await send(20 * 1024 * 1024 + 1, uploads)).toMatchObject({ status: 413 })
    expect(await send(2 * 1024 * 1024, `${uploads}/more`)).toMatchObject({ status: 413 })
    const own = { host: studio.host, 'content-length': String(2 * 1024 * 1024) }
    expect(await sendRaw(studio.url, head('GET', '/', own))).toMatchObject({ status: 413 })
  })

  test('half a body is never handed over as a whole one', async () => {
    const read: number[] = []
    const studio = await aStudio({
      page: async (request, response) => {
        read.push((await buffer(request)).length)
        response.end()
      },
    })
    const own = { host: studio.host, origin: studio.url, 'transfer-encoding': 'chunked' }
    await sendRaw(studio.url, head('POST', '/', own), [...many(chunk, 2 * megabytes), '0\r\n\r\n'])
    expect(read).toEqual([])
  })

  test.each([
    ['a length that is announced twice', 'Content-Length: 5\r\nContent-Length: 6', 'hello'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked', '5\r\nhello\r\n0\r\n\r\n'],
    ['a length that is none', 'Content-Length: -1', 'hello'],
    ['chunks that are none', 'Transfer-Encoding: chunked', 'zz\r\nhello'],
  ])('%s is refused, and nothing behind it is taken for a request', async (_, lines, body) => {
    const studio = await aStudio({ page: reading })
    const request = `POST / HTTP/1.1\r\nHost: ${studio.host}\r\nOrigin: ${studio.url}\r\n${lines}\r\n\r\n`
    const answer = await sendRaw(studio.url, request, [`${body}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`])
    expect(answer.status).toBe(400)
    expect(answer.body).toBe('')
  })

  test('one that comes too slowly is ended, and so is one that is shorter than it said', async () => {
    const { limitBody } = await import('./body.ts')
    const { refusal, refuse } = await import('./refuse.ts')
    const studio = await aServer((request, response) => {
      const slow = refusal('invalid', 'This request took too long to arrive.', 408)
      limitBody(request, { bytes: 1000, ms: 200 }, () => refuse(request, response, slow))
    })
    const own = { host: new URL(studio.url).host, 'content-length': '100' }
    expect(await sendRaw(studio.url, head('POST', '/', own), ['half'])).toMatchObject({
      status: 408,
      body: expect.stringContaining('took too long'),
    })
  })

  test.each([
    ['too slowly', 'half'],
    ['too large', 'more than there may be'],
  ])('whoever reads one that comes %s is told that it broke off', async (_, sent) => {
    const { limitBody } = await import('./body.ts')
    const { refusal, refuse } = await import('./refuse.ts')
    const { promise: outcome, resolve } = Promise.withResolvers<string>()
    const studio = await aServer((request, response) => {
      const stopped = refusal('invalid', 'Stopped.')
      limitBody(request, { bytes: 10, ms: 200 }, () => refuse(request, response, stopped))
      buffer(request).then(
        () => resolve('whole'),
        () => resolve('broken off'),
      )
    })
    const own = { host: new URL(studio.url).host, 'transfer-encoding': 'chunked' }
    const body = `${sent.length.toString(16)}\r\n${sent}\r\n`
    expect(await sendRaw(studio.url, head('POST', '/', own), [body])).toMatchObject({ status: 400 })
    expect(await outcome).toBe('broken off')
  })
})
