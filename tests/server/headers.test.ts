import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answered } from '../setup/http-client.ts'
import { HttpClient } from '../setup/http-client.ts'
import { startServer } from '../setup/server-process.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'

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

/** One of each class of answer that this server gives. */
async function everyClass(): Promise<Record<string, Answered>> {
  const chunk = (ending: string) =>
    `/_next/static/chunks/${readdirSync('.next/static/chunks').find((name) => name.endsWith(ending))}`
  const font = `/_next/static/media/${readdirSync('.next/static/media').find((name) => name.endsWith('.woff2'))}`
  const get = (path: string, headers: Record<string, string> = {}) => member.ask(path, { headers })
  const { headers } = await get(original())
  return {
    'a page': await get('/t/ours-team/playground'),
    'a page before signing in': await anonymous.ask('/sign-in'),
    "a page's data": await member.askData('/t/ours-team/playground', { rsc: '1' }),
    'a redirect': await anonymous.ask('/t/ours-team/playground'),
    'a redirect of an odd path': await get('//sign-in'),
    'a page that there is not': await get('/nothing'),
    'a route that there is not': await get('/api/nothing'),
    JSON: await get('/api/t/ours-team/feed'),
    'JSON that says no': await anonymous.ask('/api/t/ours-team/feed'),
    events: await get('/api/t/ours-team/events'),
    bytes: await get(original()),
    'a part of bytes': await get(original(), { range: 'bytes=0-3' }),
    'no part of bytes': await get(original(), { range: 'bytes=99999-' }),
    'bytes that are known': await get(original(), { 'if-none-match': headers.get('etag') ?? '' }),
    'a script': await get(chunk('.js')),
    'a style sheet': await get(chunk('.css')),
    'a font': await get(font),
    'a file that there is not': await get('/_next/static/chunks/none.js'),
    'the icon': await get('/icon.svg'),
    'an action': await member.act('generations.stopGeneration', [
      { team: 'ours-team', id: studio.ours.generation },
    ]),
    'an action that says no': await anonymous.act('generations.stopGeneration', [
      { team: 'ours-team', id: studio.ours.generation },
    ]),
    'an action that there is not': await member.ask('/sign-in', {
      method: 'POST',
      headers: { 'next-action': '7f'.padEnd(42, '0') },
      body: '[]',
    }),
    'a method that a route has not': await member.ask('/api/t/ours-team/feed', { method: 'DELETE' }),
    'what comes from elsewhere': await member.ask('/sign-in', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    }),
    'what is too large': await member.ask('/api/t/ours-team/estimates', {
      method: 'POST',
      body: 'x'.repeat(1024 * 1024 + 1),
    }),
  }
}

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': expect.stringContaining('camera=()'),
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
}

function expectPolicy(name: string, type: string, policy: string): void {
  const page = ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "'strict-dynamic'", "'nonce-"]
  const data = ["default-src 'none'", 'sandbox']
  const isScript = type.includes('javascript')
  const expected = type.startsWith('text/html') ? page : isScript ? ["object-src 'none'"] : data
  for (const directive of [...expected, "frame-ancestors 'none'"]) expect(policy, name).toContain(directive)
}

// OWASP ASVS 5 §3.4.
test('every class of answer has the same headers, and none says what serves it', async () => {
  const answers = await everyClass()
  const statuses = Object.entries(answers).map(([name, { status }]) => `${status} ${name}`)
  expect(statuses.filter((line) => line.startsWith('5'))).toEqual([])
  for (const [name, { headers }] of Object.entries(answers)) {
    const all = Object.fromEntries(headers)
    expect(all, name).toMatchObject(always)
    for (const absent of [
      'x-powered-by',
      'server',
      'access-control-allow-origin',
      'strict-transport-security',
    ])
      expect(all, name).not.toHaveProperty(absent)
    expectPolicy(name, all['content-type'] ?? '', all['content-security-policy'] ?? '')
  }
  expect(answers['what comes from elsewhere']?.status).toBe(403)
  expect(answers['what is too large']?.status).toBe(413)
})

test("what is somebody's own is kept by nobody on the way", async () => {
  const answers = Object.entries(await everyClass())
  const kept = answers.filter(
    ([, { headers }]) => !/private|no-store/.test(headers.get('cache-control') ?? ''),
  )
  expect(kept.map(([name]) => name)).toEqual(['a script', 'a style sheet', 'a font', 'the icon'])
})

test('every script and style of a page has the nonce of its own answer, and each answer has another', async () => {
  const nonces = new Set<string>()
  for (const path of ['/sign-in', '/nothing', '/t/ours-team/playground', '/t/ours-team/playground']) {
    const { headers, text } = await member.ask(path)
    const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''
    nonces.add(nonce)
    const elements = text.match(/<(script|style)\b[^>]*>/g) ?? []
    if (path !== '/sign-in') expect(elements.length).toBeGreaterThan(0)
    expect(
      elements.filter((element) => !element.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
    expect(text).not.toMatch(/<[^>]+ on\w+=/)
  }
  expect(nonces.size).toBe(4)
})

test('on https they say so for two years, and ask for everything by https', async () => {
  const server = await startServer({
    DATA_DIR: `${studio.dataDir}-https`,
    LOG_LEVEL: 'warn',
    APP_URL: 'https://studio.example',
    HOST: '127.0.0.1',
    PORT: '47815',
  })
  try {
    for (const path of ['/setup', '/api/ready', '/nothing', '/icon.svg']) {
      const { headers } = await fetch(`http://127.0.0.1:47815${path}`)
      expect(headers.get('strict-transport-security'), path).toBe('max-age=63072000; includeSubDomains')
    }
    const { headers } = await fetch('http://127.0.0.1:47815/setup')
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  } finally {
    await server.kill('SIGKILL')
  }
})
