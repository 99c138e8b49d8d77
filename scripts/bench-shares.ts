import { randomBytes } from 'node:crypto'
import { HttpClient } from '#tests/setup/http-client.ts'
import type { SharedWorld } from '#tests/setup/shares.ts'
import { planted, seedShares } from '#tests/setup/shares.ts'
import { password, startStudio } from '#tests/setup/studio.ts'
import { buildIfNeeded } from './build.ts'

// npm run bench:shares: what guessing the addresses of links brings (nothing), whether an answer's time tells an unknown
// link from one that was revoked or has ended, whether a link that opens goes on opening meanwhile to the same
// neighbours, and how long a revoked link still shows anything. Prints JSON, times in milliseconds.

const guesses = Number(process.env.GUESSES ?? 10_000)
const rounds = Number(process.env.ROUNDS ?? 400)

const round2 = (value: number) => Math.round(value * 100) / 100
const quantile = (values: readonly number[], share: number) =>
  round2(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN)
const summary = (values: readonly number[]) => ({
  p50: quantile(values, 0.5),
  p90: quantile(values, 0.9),
  n: values.length,
})

/** How often a value of the first is above one of the second: 0.5 where nothing tells them apart. */
function above(first: readonly number[], second: readonly number[]): number {
  let wins = 0
  for (const a of first) for (const b of second) wins += a > b ? 1 : a === b ? 0.5 : 0
  return round2(wins / (first.length * second.length))
}

buildIfNeeded()
const seeded: { world?: SharedWorld } = {}
const studio = await startStudio({ TRUSTED_PROXIES: '127.0.0.1,::1' }, async () => {
  seeded.world = await seedShares()
})
const { url } = studio.server
const { world } = seeded
if (!world) throw new Error('There are no links.')

async function ask(path: string, address: string, headers: Record<string, string> = {}) {
  const startedAt = performance.now()
  const response = await fetch(url + path, {
    headers: { 'x-forwarded-for': address, ...headers },
    redirect: 'manual',
  })
  await response.arrayBuffer()
  return { status: response.status, ms: performance.now() - startedAt, headers: response.headers }
}

/** Guesses from one neighbour; every hundredth question is for a link that opens. */
async function guess(token: string) {
  const address = '10.200.0.1'
  const statuses: Record<number, number> = {}
  const valid: number[] = []
  let refused = 0
  const one = async (index: number) => {
    const { status } = await ask(`/s/${randomBytes(32).toString('base64url')}/json`, address)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (index % 100 > 0) return
    const open = await ask(`/s/${token}/json`, address)
    valid.push(open.ms)
    if (open.status !== 200) refused++
  }
  const startedAt = performance.now()
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    for (let index = lane; index < guesses; index += 8) await one(index)
  })
  await Promise.all(lanes)
  return {
    statuses,
    hits: statuses[200] ?? 0,
    perSecond: Math.round(guesses / ((performance.now() - startedAt) / 1000)),
    validMeanwhile: { ...summary(valid), refused },
  }
}

/** Each kind in turn, each from a neighbour that has missed nothing yet. */
async function compareTimes({ tokens }: SharedWorld, path: string) {
  const times = { unknown: [] as number[], revoked: [] as number[], expired: [] as number[] }
  for (let round = -20; round < rounds; round++) {
    const asked = {
      unknown: randomBytes(32).toString('base64url'),
      revoked: tokens.revoked,
      expired: tokens.expired,
    }
    const address = `10.201.${(round + 20) >> 8}.${(round + 20) & 255}`
    const kinds = (['unknown', 'revoked', 'expired'] as const).toSorted(() => Math.random() - 0.5)
    for (const kind of kinds) {
      const { ms } = await ask(`/s/${asked[kind]}${path}`, address)
      if (round >= 0) times[kind].push(ms)
    }
  }
  return {
    unknown: summary(times.unknown),
    revoked: summary(times.revoked),
    expired: summary(times.expired),
    revokedAboveUnknown: above(times.revoked, times.unknown),
    expiredAboveUnknown: above(times.expired, times.unknown),
  }
}

/** From the answer that says it is revoked until nothing of it is given any more. */
async function revoke({ tokens, ids }: SharedWorld) {
  const maker = new HttpClient(url)
  await maker.act('auth.signInWithPassword', [{ email: planted.email, password }])
  const { headers } = await ask(`/s/${tokens.all}/1/512`, '10.202.0.1')
  const etag = headers.get('etag') ?? ''
  await maker.act('shares.endShare', [{ team: 'sharing-team', id: ids['all'] }])
  const revokedAt = performance.now()
  const ways = ['', '/json', '/1/512', '/1/original', '/zip', '/card']
  for (let tries = 1; ; tries++) {
    const answers = await Promise.all(
      ways.map((way) => ask(`/s/${tokens.all}${way}`, `10.202.1.${tries}`, { 'if-none-match': etag })),
    )
    if (answers.every(({ status }) => status === 404))
      return { ms: round2(performance.now() - revokedAt), tries, withTag: true }
    if (tries === 100) throw new Error('A revoked link goes on opening.')
  }
}

try {
  const guessed = await guess(world.tokens.off)
  console.log(
    JSON.stringify(
      {
        guessed,
        times: { json: await compareTimes(world, '/json'), page: await compareTimes(world, '') },
        revoked: await revoke(world),
      },
      null,
      2,
    ),
  )
} finally {
  await studio.stop()
}
