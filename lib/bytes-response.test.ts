import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBytesResponse } from './bytes-response.ts'
import { fileStorage } from './storage/files.ts'
import { aFolder } from '#tests/unit/folder.ts'

const content = Buffer.from('0123456789')
const etag = '"c0ffee"'

/** Bytes in a real storage, asked for with these headers. */
async function answerTo(headers: Record<string, string>, body: Uint8Array = content, isFinal = true) {
  const storage = fileStorage(await aFolder())
  await storage.put('key', body)
  const request = new Request('http://studio.example/media/1', { headers })
  const read = (range?: { start: number; end: number }) => storage.read('key', range)
  return toBytesResponse(request, { mime: 'image/png', size: body.length, etag, isFinal, read })
}

const textOf = async (response: Response) => [response.status, await response.text()]

test('a picture is served whole, with its length, its type and its tag', async () => {
  const response = await answerTo({})
  expect(Object.fromEntries(response.headers)).toEqual({
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-length': '10',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'content-type': 'image/png',
    'cross-origin-resource-policy': 'same-origin',
    etag,
    'x-content-type-options': 'nosniff',
  })
  expect(await textOf(response)).toEqual([200, '0123456789'])
})

test.each([{}, { range: 'bytes=0-1' }, { range: 'bytes=99-' }, { 'if-none-match': etag }])(
  'with %j, what is served can still not be run, sniffed, or kept by a proxy',
  async (headers) => {
    const response = await answerTo(headers)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox;/)
    expect(response.headers.get('cache-control')).toMatch(/^private,/)
  },
)

test('what stands in for a preview that is not drawn yet is asked about again', async () => {
  expect((await answerTo({}, content, false)).headers.get('cache-control')).toBe('private, no-cache')
})

test.each([etag, `W/${etag}`, `"other", ${etag}`, `"other",${etag} ,"third"`, '*'])(
  'who already has it (%s) gets nothing again',
  async (tags) => {
    const response = await answerTo({ 'if-none-match': tags })
    expect(await textOf(response)).toEqual([304, ''])
    expect(response.headers.get('etag')).toBe(etag)
  },
)

test('a tag decides before a range', async () => {
  expect((await answerTo({ 'if-none-match': etag, range: 'bytes=0-1' })).status).toBe(304)
})

test('who has another version gets this one', async () => {
  expect(await textOf(await answerTo({ 'if-none-match': '"other"' }))).toEqual([200, '0123456789'])
  expect((await answerTo({ 'if-none-match': 'c0ffee' })).status).toBe(200)
})

test.each([
  ['bytes=0-0', '0', '0-0'],
  ['bytes=2-4', '234', '2-4'],
  ['bytes=7-', '789', '7-9'],
  ['bytes=8-100', '89', '8-9'],
  ['bytes=0-', '0123456789', '0-9'],
  ['bytes=-3', '789', '7-9'],
  ['bytes=-10', '0123456789', '0-9'],
  ['bytes=-5000', '0123456789', '0-9'],
  ['bytes=0-4,2-6', '0123456', '0-6'],
])('%s is %s', async (range, text, said) => {
  const response = await answerTo({ range })
  expect(response.headers.get('content-range')).toBe(`bytes ${said}/10`)
  expect(response.headers.get('content-length')).toBe(String(text.length))
  expect(await textOf(response)).toEqual([206, text])
})

test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0', 'bytes=20-30,40-50'])(
  '%s cannot be had',
  async (range) => {
    const response = await answerTo({ range })
    expect(response.headers.get('content-range')).toBe('bytes */10')
    expect(await textOf(response)).toEqual([416, ''])
  },
)

test.each([
  'bytes=0-1,5-6',
  'bytes=0-0,-1',
  'pages=1-2',
  'bytes=x-y',
  'bytes=',
  'bytes',
  'bytes=1',
  '0-5',
  'bytes=1-2-3',
])('%s, several ranges or none that can be understood, is everything', async (range) => {
  const response = await answerTo({ range })
  expect(response.headers.get('content-range')).toBeNull()
  expect(await textOf(response)).toEqual([200, '0123456789'])
})

test('a range of the version that somebody has is only served while it is that version', async () => {
  expect(await textOf(await answerTo({ range: 'bytes=0-1', 'if-range': etag }))).toEqual([206, '01'])
  for (const other of ['"other"', `W/${etag}`, 'Sun, 22 Nov 2026 10:00:00 GMT'])
    expect(await textOf(await answerTo({ range: 'bytes=0-1', 'if-range': other }))).toEqual([
      200,
      '0123456789',
    ])
  expect((await answerTo({ range: 'bytes=99-', 'if-range': '"other"' })).status).toBe(200)
})

test('nothing at all is served, too, and no range of it can be had', async () => {
  expect(await textOf(await answerTo({}, Buffer.alloc(0)))).toEqual([200, ''])
  expect((await answerTo({ range: 'bytes=0-' }, Buffer.alloc(0))).status).toBe(416)
  expect((await answerTo({ range: 'bytes=-5' }, Buffer.alloc(0))).status).toBe(416)
})

test('every range that can be had is exactly those bytes', async () => {
  const body = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))
  const storage = fileStorage(await aFolder())
  await storage.put('key', body)
  const bytes = {
    mime: 'image/png',
    size: body.length,
    etag,
    isFinal: true,
    read: (range?: { start: number; end: number }) => storage.read('key', range),
  }
  const within = fc.nat({ max: body.length - 1 })
  await fc.assert(
    fc.asyncProperty(
      within,
      fc.nat({ max: 6_000 }),
      fc.constantFrom('both', 'from', 'last'),
      async (a, b, kind) => {
        const end = Math.min(a + b, body.length - 1)
        const [range, expected] = {
          both: [`bytes=${a}-${a + b}`, body.subarray(a, end + 1)] as const,
          from: [`bytes=${a}-`, body.subarray(a)] as const,
          last: [`bytes=-${b + 1}`, body.subarray(Math.max(0, body.length - b - 1))] as const,
        }[kind]
        const response = await toBytesResponse(new Request('http://x/', { headers: { range } }), bytes)
        expect(response.status).toBe(206)
        const received = Buffer.from(await response.arrayBuffer())
        expect(received.equals(expected)).toBe(true)
        const start = body.length - expected.length
        const first = kind === 'both' ? a : start
        expect(response.headers.get('content-range')).toBe(
          `bytes ${first}-${first + expected.length - 1}/5000`,
        )
      },
    ),
  )
})

test('no Range header whatever makes it throw or serve wrong bytes', async () => {
  const bytes = { mime: 'x/y', size: 10, etag, isFinal: true, read: async () => Readable.from([content]) }
  const header = fc.oneof(fc.stringMatching(/^bytes=[0-9,\- ]{0,12}$/), fc.stringMatching(/^[!-~]{1,20}$/))
  await fc.assert(
    fc.asyncProperty(header, async (range) => {
      const { status } = await toBytesResponse(new Request('http://x/', { headers: { range } }), bytes)
      expect([200, 206, 416]).toContain(status)
    }),
  )
})

test('who stops reading closes the file', async () => {
  const folder = await aFolder()
  const storage = fileStorage(folder)
  await storage.put('key', Buffer.alloc(5_000_000))
  let file: Readable | undefined
  const read = async () => (file = await storage.read('key'))
  const response = await toBytesResponse(new Request('http://x/'), {
    mime: 'x/y',
    size: 5_000_000,
    etag,
    isFinal: true,
    read,
  })
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await expect.poll(() => file?.closed).toBe(true)
})
