import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sendRaw } from '#tests/unit/raw.ts'
import { aServer } from '#tests/unit/server.ts'
import { builtActions, HttpClient } from '../setup/http-client.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'
import { secretWord } from '../setup/things.ts'

let studio: Studio
let member: HttpClient
let anonymous: HttpClient

beforeAll(async () => {
  studio = await startStudio()
  anonymous = new HttpClient(studio.server.url)
  member = await studio.signIn('member')
})
afterAll(() => studio?.stop())

const original = () => `/api/t/ours-team/images/${studio.ours.image}/original`

describe('a protected page is never shown', () => {
  const page = '/t/ours-team/playground'
  // The page alone, without the layouts around it: what checks in a layout would not check here.
  const pageAlone = ['playground', { children: ['__PAGE__', {}, null, 'refetch'] }]
  const team = [['team', 'ours-team', 'd', null], { children: pageAlone }]
  const tree = encodeURIComponent(JSON.stringify(['', { children: ['t', { children: team }] }]))

  test.each([
    ['a forged middleware subrequest', { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }],
    [
      'a forged middleware subrequest of old',
      {
        'x-middleware-subrequest':
          'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
      },
    ],
    [
      'a forged rewrite',
      { 'x-middleware-rewrite': page, 'x-middleware-next': '1', 'x-middleware-override-headers': 'cookie' },
    ],
    ['RSC', { rsc: '1' }],
    ['RSC of a part', { rsc: '1', 'next-router-state-tree': tree, 'next-url': page }],
    ['a prefetch', { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
    [
      'a prefetch of a segment',
      {
        rsc: '1',
        'next-router-prefetch': '1',
        'next-router-segment-prefetch': '/t/$d$team/playground/__PAGE__',
      },
    ],
    ['purpose: prefetch', { purpose: 'prefetch', 'x-moz': 'prefetch', 'sec-purpose': 'prefetch' }],
    [
      'a forged match',
      { 'x-matched-path': page, 'x-now-route-matches': '1=ours-team', 'x-invoke-path': page },
    ],
    [
      'a forged inner call',
      { 'x-atelier-pass': 'guess', 'x-action-forwarded': '1', 'x-forwarded-for': '127.0.0.1' },
    ],
    ['a resumed render', { 'next-resume': '1', 'x-next-resume-state-length': '2' }],
    ['a method in a header', { 'x-http-method-override': 'POST' }],
    ['an empty session cookie', { cookie: 'authjs.session-token=' }],
    [
      'a made-up session cookie',
      { cookie: `authjs.session-token=${'a'.repeat(300)}; __Secure-authjs.session-token=x` },
    ],
    [
      'a session cookie that nobody signed',
      {
        cookie: `authjs.session-token=eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ sessionId: '0' })).toString('base64url')}.`,
      },
    ],
  ])('with %s', async (_, headers) => {
    for (const path of [page, '/', original(), '/api/t/ours-team/feed']) {
      const answer = await anonymous.askData(path, headers)
      expect(answer.text, path).not.toContain(secretWord)
      // What is asked for as data may come as data, which then says where to go.
      const isData = answer.headers.get('content-type')?.startsWith('text/x-component')
      expect([307, 401, 404, ...(isData ? [200] : [])], path).toContain(answer.status)
    }
  })

  test.each([
    '//t/ours-team/playground',
    '/t//ours-team/playground',
    '/t/ours-team/playground/',
    '/t/ours-team/playground.',
    '/t/ours-team/./playground',
    '/t/ours-team/../ours-team/playground',
    '/t/%6furs-team/playground',
    '/t/ours-team%2fplayground',
    '/t/ours-team/%2e%2e/ours-team/playground',
    '/t/ours-team/playground%00',
    '/t/ours-team/playground;a=b',
    '/t/ours-team/playground.rsc',
    '/t/ours-team/playground.prefetch.rsc',
    '/t/ours-team/playground.segments/_tree.segment.rsc',
    '/t/ours-team/playground.json',
    '/t/ours-team/playground.txt',
    '/T/OURS-TEAM/PLAYGROUND',
    '/t/ｏurs-team/playground',
    '/t/ours-team/playground%20',
    '/t/ours-team\\playground',
    '/\\t/ours-team/playground',
    '/_next/../t/ours-team/playground',
    '/_next/data/build/t/ours-team/playground.json',
    '/_next/static/../../t/ours-team/playground',
    '/_next/static/%2e%2e/%2e%2e/server/app/page.js',
    '/_next/static/..%2f..%2fserver%2fserver-reference-manifest.json',
    '/.next/server/app/page.js',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/.env',
    '/.env',
    '/package.json',
    '/api/../t/ours-team/playground',
    '/sign-in/../t/ours-team/playground',
    '/en/t/ours-team/playground',
    '/t/ours-team/playground?_rsc=1',
    '/t/ours-team/playground?nxtPteam=ours-team',
    '/api/t/ours-team/feed?nxtPteam=theirs-team',
    '/api//t/ours-team/feed',
    '/api/t/ours-team/feed/',
    '/api/auth/session',
    '/api/auth/csrf',
    '/api/auth/providers',
    '/api/auth/signin',
    '/api/auth/callback/credentials',
    '/api/auth/callback/github?code=a&state=b',
    '/api/auth/signin/github',
    '/%',
    '/%ff%fe',
  ])('at %s', async (path) => {
    const line = `GET ${path} HTTP/1.1\r\nhost: ${new URL(studio.server.url).host}\r\nconnection: close\r\n`
    for (const more of ['', 'rsc: 1\r\n']) {
      const answer = await sendRaw(studio.server.url, `${line}${more}\r\n`)
      expect(answer.body).not.toContain(secretWord)
      expect(answer.body).not.toMatch(/authjs|root:|"dependencies"|exportedName|csrfToken/)
      expect([307, 308, 400, 401, 404]).toContain(answer.status)
      // Never to another server.
      expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])|^http:\/\/localhost:\d+\//)
    }
  })

  test('to a member it is, by each of these ways', async () => {
    for (const headers of [{}, { rsc: '1' }, { rsc: '1', 'next-router-state-tree': tree }])
      expect((await member.askData(page, headers)).text).toContain(secretWord)
  })

  test('signed in to another team, odd paths show nothing of this one either', async () => {
    const foreigner = await studio.signIn('foreigner')
    for (const path of [
      page,
      `${page}/`,
      '//t/ours-team/playground',
      `${page}?nxtPteam=theirs-team`,
      `${page}.rsc`,
    ]) {
      for (const headers of [{}, { rsc: '1' }, { rsc: '1', 'next-router-state-tree': tree }]) {
        expect((await foreigner.askData(path, headers)).text, path).not.toContain(secretWord)
      }
    }
  })
})

describe('nothing is fetched that a stranger names', () => {
  test('the image optimiser, an address in the request line, an upgrade, a Host: no request goes out', async () => {
    const canary = await aServer((_, response) => response.end('canary'))
    const { host } = new URL(studio.server.url)
    const target = encodeURIComponent(`${canary.url}/a.png`)
    for (const query of [
      `url=${target}&w=640&q=75`,
      `url=%2F%2F${new URL(canary.url).host}%2Fa&w=640&q=75`,
      `url=${encodeURIComponent(original())}&w=640&q=75`,
    ]) {
      expect((await anonymous.ask(`/_next/image?${query}`)).status).toBe(404)
    }
    const lines = [
      [`GET ${canary.url}/ HTTP/1.1`, `host: ${host}`],
      [`GET ${canary.url}/ HTTP/1.1`, `host: ${host}`, 'connection: upgrade', 'upgrade: websocket'],
      [`GET ${canary.url}/ HTTP/1.1`, `host: ${host}`, 'connection: upgrade', 'upgrade: other'],
      [
        'GET / HTTP/1.1',
        `host: ${host}`,
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: x',
      ],
    ]
    for (const [first = '', ...rest] of lines) {
      const answer = await sendRaw(
        studio.server.url,
        [first, ...rest, 'connection: close', '\r\n'].join('\r\n'),
      )
      expect(answer.status, first).toBe(400)
    }
    // An action that leads to a page, with a Host to match: Next fetches that page, and only from here.
    const person = await studio.signIn('guest')
    const answer = await person.act('auth.signOutHere', [])
    expect(answer.headers.get('x-action-redirect')).toMatch(/^\/sign-in/)
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(canary.hits()).toBe(0)
  })
})

describe('tries', () => {
  test('the thirty-first miss in a minute is a 429 that says when to come again, whatever address it claims', async () => {
    const visitor = new HttpClient(studio.server.url)
    const miss = (index: number) =>
      visitor
        .ask('/sign-in', { headers: { 'x-forwarded-for': `198.51.100.${index}` } })
        .then(() =>
          visitor.act('auth.signInWithPassword', [
            { email: `nobody${index}@example.test`, password: 'wrong' },
          ]),
        )
    const statuses: number[] = []
    for (let index = 0; index < 30; index++) statuses.push((await miss(index)).status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    const refused = await miss(30)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.text).toContain('"code":"throttled"')
    // The right password gets in all the same.
    expect((await studio.signIn('guest')).cookieHeader).toContain('session-token')
  })

  test('an action is found from another page than its own, and knows who asks', async () => {
    const leaving = await studio.signIn('member')
    const page = '/setup'
    const { id } = builtActions().get('auth.signOutHere') ?? { id: '' }
    const headers = {
      'next-action': id,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
    }
    const answer = await leaving.ask(page, { method: 'POST', headers, body: '[]' })
    expect(answer.headers.get('x-action-redirect')).toMatch(/^\/sign-in/)
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
    const before = member.copy()
    expect((await before.ask('/t/ours-team/playground')).status).toBe(200)
    expect((await leaving.ask('/t/ours-team/playground')).status).toBe(307)
  })
})

describe('bodies', () => {
  const residentMegabytes = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${studio.server.child.pid}/status`, 'utf8'))?.[1]) / 1024

  test('300 MB to a route, a page and an action: 413, and the server’s memory stays flat', async () => {
    const piece = Buffer.alloc(256 * 1024, 'x')
    const { host } = new URL(studio.server.url)
    const before = residentMegabytes()
    let highest = before
    const timer = setInterval(() => (highest = Math.max(highest, residentMegabytes())), 20)
    onTestFinished(() => clearInterval(timer))
    for (const [path, more] of [
      ['/api/t/ours-team/estimates', ''],
      ['/t/ours-team/playground', 'content-type: multipart/form-data; boundary=x\r\n'],
      [
        '/t/ours-team/playground',
        `next-action: ${builtActions().get('generations.startGeneration')?.id}\r\ncontent-type: multipart/form-data; boundary=x\r\n`,
      ],
    ]) {
      for (const length of ['transfer-encoding: chunked', `content-length: ${1200 * piece.length}`]) {
        const isChunked = length.startsWith('transfer')
        const bytes = isChunked
          ? Buffer.concat([Buffer.from('40000\r\n'), piece, Buffer.from('\r\n')])
          : piece
        const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: ${studio.server.url}\r\ncookie: ${member.cookieHeader}\r\n${more}${length}\r\n\r\n`
        const answer = await sendRaw(
          studio.server.url,
          head,
          Array.from({ length: 1200 }, () => bytes),
        )
        expect(answer.status, `${path} ${length}`).toBe(413)
        expect(answer.headers.get('connection')).toBe('close')
      }
    }
    expect(highest - before).toBeLessThan(100)
  })
})
