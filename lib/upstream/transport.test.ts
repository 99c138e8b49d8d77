import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { openSockets } from '#tests/unit/memory.ts'
import { aDeadUrl, aServer } from '#tests/unit/server.ts'
import type { Recorder } from './port.ts'
import type { Exchange } from './transport.ts'
import { exchange, inMemory, TransportError } from './transport.ts'

/** What a deadline may be passed by, and what a busy machine adds to it. */
const graceMs = 250 + 1_000

const aRequest = (url: string, more: Partial<Exchange> = {}): Exchange => ({
  url,
  method: 'POST',
  headers: new Headers({ 'content-type': 'application/json' }),
  body: '{}',
  signal: AbortSignal.timeout(10_000),
  maxBytes: 1_000_000,
  ...more,
})

/** How an exchange ended: its answer's body, or the way in which it failed. */
async function endOf(request: Exchange): Promise<string> {
  const memory = inMemory()
  try {
    await exchange(request, memory.record)
    return memory.answer().body.toString()
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return error.failure
  }
}

/** A server that speaks bytes of the test's choosing. */
async function aRawServer(
  answer: (socket: NodeJS.WritableStream & { destroy(): void }) => void,
): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
}

test('an answer comes with its status, its headers, and every byte of its body', async () => {
  const { url } = await aServer((_, response) =>
    response.writeHead(418, { 'x-kind': 'teapot' }).end('short and stout'),
  )
  const memory = inMemory()
  await exchange(aRequest(url), memory.record)
  const { head, body } = memory.answer()
  expect([head.status, head.headers['x-kind'], body.toString()]).toEqual([418, 'teapot', 'short and stout'])
})

test('method, headers and body go out as they are', async () => {
  const seen: unknown[] = []
  const { url } = await aServer((request, response) => {
    const { method, url: path, headers: given } = request
    void text(request).then((body) => response.end(seen.push([method, path, given['x-mine'], body]) && 'ok'))
  })
  const headers = new Headers({ 'x-mine': 'yes' })
  await endOf(aRequest(`${url}/a?b=c`, { headers, body: '{"prompt":"a quay"}' }))
  await endOf(aRequest(`${url}/d`, { method: 'GET', headers, body: null }))
  expect(seen).toEqual([
    ['POST', '/a?b=c', 'yes', '{"prompt":"a quay"}'],
    ['GET', '/d', 'yes', ''],
  ])
})

test('every call has a connection of its own, and it is closed when the call ends', async () => {
  const ports = new Set<number | undefined>()
  const { url } = await aServer((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('ok')
  })
  for (let call = 0; call < 4; call++) {
    expect(await endOf(aRequest(url))).toBe('ok')
    await expect.poll(openSockets).toBe(0)
  }
  expect(ports.size).toBe(4)
})

test.each([429, 500, 502, 503])('a %i is an answer, and is not asked for again', async (status) => {
  const server = await aServer((_, response) => response.writeHead(status, { 'retry-after': '0' }).end('no'))
  expect(await endOf(aRequest(server.url))).toBe('no')
  expect(server.hits()).toBe(1)
})

test.each([301, 302, 303, 307, 308])('a %i is an answer, and nobody goes where it points', async (status) => {
  const canary = await aServer((_, response) => response.end('got you'))
  const server = await aServer((_, response) => response.writeHead(status, { location: canary.url }).end())
  const memory = inMemory()
  await exchange(aRequest(server.url), memory.record)
  expect(memory.answer().head.status).toBe(status)
  expect([server.hits(), canary.hits()]).toEqual([1, 0])
})

test('where nobody listens, nothing was sent', async () => {
  expect(await endOf(aRequest(await aDeadUrl()))).toBe('unsent')
})

test('a host that nobody knows was sent nothing', async () => {
  expect(await endOf(aRequest('http://nobody.invalid/'))).toBe('unsent')
})

test('a handshake that breaks off is not among the failures that surely come before sending', async () => {
  const host = await aRawServer((socket) => socket.destroy())
  expect(await endOf(aRequest(`https://${host}/`))).toBe('broken')
})

test('a connection that is lost once the request went out may have been paid, and is not tried again', async () => {
  const server = await aServer((request) => void request.socket.resetAndDestroy())
  expect(await endOf(aRequest(server.url))).toBe('broken')
  expect(server.hits()).toBe(1)
})

const broken: Record<string, string> = {
  'no HTTP at all': 'SSH-2.0-OpenSSH_9.6\r\n',
  'a status line alone': 'HTTP/1.1 200 OK\r\n',
  'a length that is not kept': 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort',
  'a chunk that is not whole': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nshort',
  'a chunk of nonsense': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'a compressed body that is none':
    'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain',
  'headers without end': `HTTP/1.1 200 OK\r\n${'x-more: and more\r\n'.repeat(20_000)}`,
}

test.each(Object.entries(broken))('%s is a broken connection', async (_name, bytes) => {
  const host = await aRawServer((socket) => socket.end(bytes))
  expect(await endOf(aRequest(`http://${host}/`))).toBe('broken')
  await expect.poll(openSockets).toBe(0)
})

const slow: Record<string, (socket: NodeJS.WritableStream) => void> = {
  'says nothing': () => undefined,
  'drips its headers': (socket) =>
    drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: very very very slow indeed, for a header\r\n'),
  'drips its body': (socket) =>
    drip(socket, 'x'.repeat(1_000), 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n'),
  'stops in the middle': (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf'),
}

function drip(socket: NodeJS.WritableStream, text: string, first = ''): void {
  socket.write(first)
  let at = 0
  const timer = setInterval(
    () => (at < text.length ? socket.write(text[at++] ?? '') : clearInterval(timer)),
    20,
  )
  socket.once('close', () => clearInterval(timer))
}

test.each(Object.entries(slow))(
  'a server that %s is left at the deadline, and its connection closed',
  async (_name, answer) => {
    const host = await aRawServer(answer)
    const startedAt = Date.now()
    expect(await endOf(aRequest(`http://${host}/`, { signal: AbortSignal.timeout(300) }))).toBe('deadline')
    expect(Date.now() - startedAt).toBeLessThan(300 + graceMs)
    await expect.poll(openSockets).toBe(0)
  },
)

test('the deadline counts while the connection is being made, too', async () => {
  const host = await aRawServer(() => undefined)
  const startedAt = Date.now()
  expect(await endOf(aRequest(`https://${host}/`, { signal: AbortSignal.timeout(300) }))).toBe('deadline')
  expect(Date.now() - startedAt).toBeLessThan(300 + graceMs)
  await expect.poll(openSockets).toBe(0)
})

test('who gives up is not kept waiting', async () => {
  const host = await aRawServer(() => undefined)
  const leaving = new AbortController()
  const end = endOf(aRequest(`http://${host}/`, { signal: leaving.signal }))
  await wait(50)
  leaving.abort()
  expect(await end).toBe('deadline')
})

test('an answer may have as many bytes as its limit, and not one more', async () => {
  const { url } = await aServer((_, response) => response.end('0123456789'))
  expect(await endOf(aRequest(url, { maxBytes: 10 }))).toBe('0123456789')
  expect(await endOf(aRequest(url, { maxBytes: 9 }))).toBe('too_large')
  await expect.poll(openSockets).toBe(0)
})

test('what is compressed counts by what comes out of it', async () => {
  const bomb = gzipSync(Buffer.alloc(2_000_000))
  const { url } = await aServer((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  )
  expect(bomb.length).toBeLessThan(10_000)
  expect(await endOf(aRequest(url, { maxBytes: 1_000_000 }))).toBe('too_large')
})

const full = () => {
  throw new Error('The disk is full.')
}
const failing: Record<string, Recorder> = {
  'before it reads': full,
  'while it reads': () => ({ write: full, end: () => undefined, abandon: () => undefined }),
}

test.each(Object.entries(failing))(
  'a recorder that fails %s ends the exchange, and closes the connection',
  async (_name, record) => {
    const { url } = await aServer((_request, response) => {
      response.write(Buffer.alloc(3_000_000))
    })
    await expect(exchange(aRequest(url, { maxBytes: 10_000_000 }), record)).rejects.toMatchObject({
      failure: 'broken',
      cause: expect.objectContaining({ message: 'The disk is full.' }),
    })
    await expect.poll(openSockets).toBe(0)
  },
)

test('a recorder that fails at the end has no answer, and is told that there is none', async () => {
  const { url } = await aServer((_request, response) => response.end('all'))
  let isAbandoned = false
  const record = () => ({ write: () => undefined, end: full, abandon: () => void (isAbandoned = true) })
  await expect(exchange(aRequest(url), record)).rejects.toMatchObject({ failure: 'broken' })
  expect(isAbandoned).toBe(true)
})

test.each(['plain', 'gzip'])(
  'a recorder that fails at the last chunk is not told that all is there (%s)',
  async (form) => {
    const { url } = await aServer((_request, response) =>
      form === 'gzip'
        ? response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('all'))
        : response.end('all'),
    )
    const told: string[] = []
    const record = () => ({
      write: full,
      end: () => void told.push('end'),
      abandon: () => void told.push('abandon'),
    })
    await expect(exchange(aRequest(url), record)).rejects.toMatchObject({ failure: 'broken' })
    await wait(100)
    expect(told).toEqual(['abandon'])
  },
)

const encodings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }

test.each(Object.entries(encodings))('what comes as %s is kept as what it says', async (name, encode) => {
  const said = Buffer.alloc(3_000_000, 'of all things ')
  const { url } = await aServer((_request, response) =>
    response.writeHead(200, { 'content-encoding': name }).end(encode(said)),
  )
  const memory = inMemory()
  await exchange(aRequest(url, { maxBytes: 3_000_000 }), memory.record)
  expect(memory.answer().body.equals(said)).toBe(true)
})

test('bytes of every size and kind come whole, in chunks of whoever sends them', async () => {
  const said = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 7919) % 256))
  const { url } = await aServer((_request, response) => {
    for (let at = 0, size = 1; at < said.length; at += size, size = (size * 3) % 90_001)
      response.write(said.subarray(at, at + size))
    response.end()
  })
  const memory = inMemory()
  await exchange(aRequest(url), memory.record)
  expect(memory.answer().body.equals(said)).toBe(true)
})

test('an answer that is announced first is the one that comes then', async () => {
  const host = await aRawServer((socket) =>
    socket.end(
      'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    ),
  )
  expect(await endOf(aRequest(`http://${host}/`))).toBe('ok')
})

test('an answer that nobody recorded is none', () => {
  expect(() => inMemory().answer()).toThrow(TransportError)
})
