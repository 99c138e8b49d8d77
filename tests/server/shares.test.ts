import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SharedWorld } from '../setup/shares.ts'
import { flags, planted, seedShares } from '../setup/shares.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'

// What leaves by a link, read as raw bytes: every kind of link by every way there is, as everybody who could ask.

let studio: Studio
let world: SharedWorld
let foreigner: string
let opened: string

interface Answer {
  status: number
  headers: [string, string][]
  bytes: Buffer
  /** Everything of it, with what stands in a picture's metadata. */
  raw: string
}

let lastAddress = 0
/** A neighbour of its own for each question: what is counted by address is tried by itself. */
const newAddress = () => `10.${(lastAddress >> 16) & 255}.${(lastAddress >> 8) & 255}.${lastAddress++ & 255}`

interface Asking {
  cookie?: string
  method?: string
  body?: string
  address?: string
  headers?: Record<string, string>
}

async function ask(path: string, asking: Asking = {}): Promise<Answer> {
  const { cookie = '', method = 'GET', body = null, address = newAddress(), headers } = asking
  const { url } = studio.server
  const form = { origin: url, 'content-type': 'application/x-www-form-urlencoded' }
  const sent = { ...(body === null ? {} : form), cookie, 'x-forwarded-for': address, ...headers }
  const response = await fetch(url + path, { method, redirect: 'manual', headers: sent, body })
  const bytes = Buffer.from(await response.arrayBuffer())
  const all = [...response.headers]
  const notes =
    response.status === 200 && response.headers.get('content-type')?.startsWith('image/')
      ? await notesIn(bytes)
      : ''
  const raw = [JSON.stringify(all), bytes.toString('utf8'), bytes.toString('latin1'), notes].join('\n')
  return { status: response.status, headers: all, bytes, raw }
}

/** What stands in a picture's metadata, however it is packed there. */
async function notesIn(bytes: Buffer): Promise<string> {
  const { exif, xmp, iptc, comments } = await sharp(bytes).metadata()
  return [exif, xmp, iptc].map((note) => note?.toString('latin1') ?? '').join('\n') + JSON.stringify(comments)
}

const ways = {
  page: '',
  data: '',
  'page of a picture': '/1',
  "picture's data": '/1',
  json: '/json',
  'smallest preview': '/1/256',
  'middle preview': '/1/512',
  'largest preview': '/1/1024',
  original: '/1/original',
  zip: '/zip',
  card: '/card',
  remix: '/remix?image=1',
} as const
type Way = keyof typeof ways

/** Asks for a page's data as Next's own client does: with the mark in the address that Next names. */
async function askWay(token: string, way: Way, options: Asking = {}): Promise<Answer> {
  const path = `/s/${token}${ways[way]}`
  if (!way.endsWith('data')) return ask(path, options)
  const asking = { ...options, headers: { rsc: '1', ...options.headers } }
  const named = Object.fromEntries((await ask(path, asking)).headers)['location'] ?? ''
  if (!/[?&]_rsc\b/.test(named)) throw new Error(`Next names no mark for ${path}.`)
  return ask(named, asking)
}

beforeAll(async () => {
  studio = await startStudio({ TRUSTED_PROXIES: '127.0.0.1,::1' }, async () => {
    world = await seedShares()
  })
  foreigner = (await studio.signIn('foreigner')).cookieHeader
  opened = await unlocked(world.tokens.lockedToo)
})
afterAll(() => studio?.stop())

async function unlocked(token: string, word = 'open sesame'): Promise<string> {
  const { headers } = await ask(`/s/${token}/unlock`, {
    method: 'POST',
    body: `password=${encodeURIComponent(word)}`,
  })
  const line = headers.find(([name]) => name === 'set-cookie')?.[1] ?? ''
  return line.split(';')[0] ?? ''
}

const someone = () => ({
  anonymous: '',
  'a member of another team': foreigner,
  "another link's visitor": opened,
})

/** As any other of its kind: without what was asked for, and what is new each time. */
function bare({ status, headers, bytes }: Answer, token: string) {
  const policy = headers.find(([name]) => name === 'content-security-policy')?.[1] ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'no nonce'
  const plain = (text: string) =>
    text
      .replaceAll(token, '<token>')
      .replaceAll(nonce, '<nonce>')
      .replace(/"nonce":"[^"]+"/g, '<nonce>')
      // Next's own, for the parts of one answer.
      .replace(/"[\w-]{21}[vm]"/g, '<part>')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
  const inOneOrder = plain(bytes.toString('utf8'))
    .split(/(?=<script)|\\n|\n/)
    .toSorted()
    .join('\n')
  const kept = headers.filter(([name]) => !['date', 'x-request-id'].includes(name))
  return { status, headers: kept.map(([name, value]) => `${name}: ${plain(value)}`), text: inOneOrder }
}

const unknown = 'U'.repeat(43)
const dead = ['revoked', 'expired', 'renewed'] as const
const allWays = Object.keys(ways).filter((way): way is Way => way in ways)

describe('a link that opens nothing is the same nothing, whatever the reason', () => {
  test.each(allWays)('%s', async (way) => {
    for (const cookie of Object.values(someone())) {
      const nothing = bare(await askWay(unknown, way, { cookie }), unknown)
      // Next says of a page's data what is in it, and not by its status.
      if (!way.endsWith('data')) expect(nothing.status).toBe(404)
      for (const kind of dead) {
        const token = world.tokens[kind]
        expect(bare(await askWay(token, way, { cookie }), token), kind).toEqual(nothing)
      }
      const odd = bare(await askWay('short', way, { cookie }), 'short')
      expect(odd.status).toBe(nothing.status)
    }
  })
})

/** What a link may tell beside its title, by what is switched on. */
const told: Record<keyof typeof flags, readonly (keyof typeof planted)[]> = {
  off: [],
  prompts: ['prompt'],
  parameters: ['model', 'parameter'],
  names: ['name'],
  download: [],
  all: ['prompt', 'model', 'parameter', 'extra', 'name'],
}

const isPage = (way: Way) =>
  ['page', 'data', 'page of a picture', "picture's data", 'json', 'remix'].includes(way)

describe('a link tells what is switched on, and not a word more', () => {
  test.each(Object.keys(flags).filter((kind): kind is keyof typeof flags => kind in flags))(
    '%s',
    async (kind) => {
      const token = world.tokens[kind]
      const seen = new Set<string>()
      for (const [who, cookie] of Object.entries(someone())) {
        for (const way of allWays) {
          const { raw } = await askWay(token, way, { cookie })
          for (const [name, word] of Object.entries(planted)) {
            if (!raw.includes(word)) continue
            expect(told[kind], `${way} as ${who} tells the ${name}`).toContain(name)
            seen.add(name)
          }
          for (const secret of world.secrets)
            expect(raw.includes(secret), `${way} as ${who} tells ${secret}`).toBe(false)
        }
      }
      // Told where it is switched on: what is looked for can be found.
      expect([...seen].toSorted()).toEqual([...told[kind]].toSorted())
    },
  )
})

describe('what is not allowed is not there', () => {
  const doors: [kind: keyof typeof flags, open: readonly Way[], shut: readonly Way[]][] = [
    [
      'off',
      ['page', 'page of a picture', 'json', 'smallest preview', 'largest preview', 'card'],
      ['original', 'zip', 'remix'],
    ],
    ['prompts', ['page'], ['original', 'zip', 'remix']],
    ['parameters', ['page'], ['original', 'zip', 'remix']],
    ['download', ['page', 'original', 'zip'], ['remix']],
    ['all', ['page', 'original', 'zip', 'card'], []],
  ]
  test.each(doors)('%s', async (kind, open, shut) => {
    for (const cookie of Object.values(someone())) {
      for (const way of open)
        expect((await askWay(world.tokens[kind], way, { cookie })).status, way).toBe(200)
      for (const way of shut)
        expect((await askWay(world.tokens[kind], way, { cookie })).status, way).toBe(404)
    }
  })

  test('a picture in the trash, a private one, and one that is not in the link', async () => {
    for (const number of [2, 3, 4, 99, 0, -1, 1.5, 'x', '1e9']) {
      for (const rest of ['', '/256', '/512', '/1024', '/original']) {
        const path = `/s/${world.tokens.all}/${number}${rest}`
        expect((await ask(path)).status, path).toBe(404)
      }
    }
    const { bytes } = await ask(`/s/${world.tokens.all}/json`)
    expect(JSON.parse(bytes.toString())).toMatchObject({ total: 1, images: [{ number: 1 }] })
    for (const way of ['zip', 'original', 'card'] as const) {
      const { status } = await askWay(world.tokens.thrown, way)
      expect([way, status]).toEqual([way, way === 'card' ? 200 : 404])
    }
  })
})

describe('before its password was given, a link tells nothing', () => {
  test.each(allWays)('%s', async (way) => {
    for (const [who, cookie] of Object.entries(someone())) {
      const { raw, status } = await askWay(world.tokens.locked, way, { cookie })
      for (const word of [
        ...Object.values(planted),
        ...world.secrets,
        'Harbour',
        'Twelve directions',
        'Northwind',
      ])
        expect(raw.includes(word), `${way} as ${who}`).toBe(false)
      if (!isPage(way) || way === 'json') expect(status, `${way} as ${who}`).toBe(404)
    }
  })

  test('with it the page opens, but for the card', async () => {
    const cookie = await unlocked(world.tokens.locked)
    expect(cookie).toMatch(/^atelier-share=[\w-]{43}$/)
    for (const way of ['page', 'json', 'original', 'zip', 'middle preview'] as const)
      expect((await askWay(world.tokens.locked, way, { cookie })).status, way).toBe(200)
    expect((await askWay(world.tokens.locked, 'card', { cookie })).status).toBe(404)
    expect((await askWay(world.tokens.lockedToo, 'json', { cookie })).status).toBe(404)
  })

  test('a wrong one opens nothing, and gives nothing to keep', async () => {
    expect(await unlocked(world.tokens.locked, 'open says me')).toBe('')
    const { status, headers } = await ask(`/s/${world.tokens.locked}/unlock`, {
      method: 'POST',
      body: 'password=x',
    })
    expect([status, Object.fromEntries(headers)['location']]).toEqual([
      303,
      `/s/${world.tokens.locked}?password=wrong`,
    ])
    expect((await ask(`/s/${unknown}/unlock`, { method: 'POST', body: 'password=x' })).status).toBe(404)
  })

  test('the cookie is the link’s alone, and no script’s', async () => {
    const { headers } = await ask(`/s/${world.tokens.locked}/unlock`, {
      method: 'POST',
      body: 'password=open+sesame',
    })
    const line = headers.find(([name]) => name === 'set-cookie')?.[1] ?? ''
    expect(line).toContain(`Path=/s/${world.tokens.locked}`)
    expect(line).toMatch(/HttpOnly/i)
    expect(line).toMatch(/SameSite=lax/i)
  })

  test('ten wrong ones in a minute are too many, and the right one works', async () => {
    const address = newAddress()
    const attempt = (word: string) =>
      ask(`/s/${world.tokens.locked}/unlock`, { method: 'POST', body: `password=${word}`, address })
    for (let miss = 0; miss < 10; miss++) expect((await attempt(`no${miss}`)).status).toBe(303)
    const refused = await attempt('no-more')
    expect(refused.status).toBe(429)
    expect(Number(Object.fromEntries(refused.headers)['retry-after'])).toBeGreaterThan(0)
    const right = await attempt('open+sesame')
    expect(right.headers.some(([name]) => name === 'set-cookie')).toBe(true)
  })
})

test('thirty links that open nothing are enough for a minute, and a link that opens works meanwhile', async () => {
  const address = newAddress()
  const statuses = new Set<number>()
  for (let miss = 0; miss < 30; miss++)
    statuses.add((await ask(`/s/${String(miss).padStart(43, 'x')}/json`, { address })).status)
  expect([...statuses]).toEqual([404])
  for (const way of ['page', 'json', 'smallest preview', 'zip'] as const)
    expect((await askWay(unknown, way, { address })).status, way).toBe(429)
  for (const kind of dead) expect((await askWay(world.tokens[kind], 'page', { address })).status).toBe(429)
  for (const way of ['page', 'json', 'smallest preview', 'zip'] as const)
    expect((await askWay(world.tokens.all, way, { address })).status, way).toBe(200)
})

test('what is said by a link is kept by nobody, found by no search engine, and told to nobody', async () => {
  for (const way of allWays) {
    const headers = Object.fromEntries((await askWay(world.tokens.all, way)).headers)
    expect(headers, way).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['cache-control'], way).toMatch(/private|no-store/)
    expect(headers['cache-control'], way).not.toMatch(/max-age=[1-9]/)
  }
})

test('bytes that a browser has are asked for again each time, and are gone when the link is', async () => {
  const first = await askWay(world.tokens.all, 'middle preview')
  const { etag = '', 'cache-control': cache } = Object.fromEntries(first.headers)
  expect(cache).toBe('private, no-cache')
  const again = (token: string) => askWay(token, 'middle preview', { headers: { 'if-none-match': etag } })
  expect((await again(world.tokens.all)).status).toBe(304)
  expect((await again(world.tokens.off)).status).toBe(200)
  expect((await again(world.tokens.revoked)).status).toBe(404)
})

// Last: what is done here, is done.
test('revoked is revoked at once, bytes with their tag included', async () => {
  const { HttpClient } = await import('../setup/http-client.ts')
  const maker = new HttpClient(studio.server.url)
  await maker.act('auth.signInWithPassword', [{ email: planted.email, password: 'correct horse battery' }])
  const token = world.tokens.all
  const { etag = '' } = Object.fromEntries((await askWay(token, 'largest preview')).headers)
  const answer = await maker.act('shares.endShare', [{ team: 'sharing-team', id: world.ids['all'] }])
  expect(answer.text).not.toContain('serverError')
  for (const way of allWays.filter((each) => !each.endsWith('data')))
    expect((await askWay(token, way, { headers: { 'if-none-match': etag } })).status, way).toBe(404)
})
