import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { execute, startPostgres } from '#tests/setup/postgres.ts'
import { HttpClient } from '#tests/setup/http-client.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { buildIfNeeded } from './build.ts'
import { fixturePassword } from './seed/gallery.ts'
import { rareWord } from './seed/prompts.ts'

// npm run bench:gallery [-- --embedded 100000 --server 1000000 --members 24 --rounds 5 --requests 20]: how long the
// gallery takes to answer over HTTP, on both databases in turn; 0 images leave one out. Prints JSON, in milliseconds.

const { values: flags } = parseArgs({
  options: {
    embedded: { type: 'string', default: '100000' },
    server: { type: 'string', default: '1000000' },
    members: { type: 'string', default: '24' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '20' },
  },
})

const searches = [
  rareWord,
  'light',
  'harbour',
  'lavenderfield',
  '港',
  'by:grace harbour',
  'model:seedream shape:16:9',
  'tag:sea rating:>3',
  'is:favourite cost:>0.05',
  'album:spring',
  'provider:fal status:partial',
  'after:2026-01 before:2026-03 boat',
]

await using rest = new AsyncDisposableStack()

function seed(env: Record<string, string>, images: string): { team: string; email: string } {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'seed-gallery', '--images', images, '--members', flags.members],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  )
  const team = /in the team (\S+)\./.exec(stdout)?.[1]
  const email = /Sign in as (\S+) /.exec(stdout)?.[1]
  if (status !== 0 || team === undefined || email === undefined)
    throw new Error('The gallery was not filled.')
  return { team, email }
}

const pieceSchema = z.object({ cursors: z.array(z.string()), next: z.string().nullable() })

interface Side {
  client: HttpClient
  cases: { name: string; path: string }[]
  times: Map<string, number[][]>
}

async function open(name: string, env: Record<string, string>, images: string): Promise<[string, Side]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
  rest.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  const own = { ...env, DATA_DIR: dataDir }
  const { team, email } = seed(own, images)
  const server = await startServer({ ...own, LOG_LEVEL: 'warn' })
  rest.defer(() => server.kill('SIGTERM'))
  const client = new HttpClient(server.url)
  await client.act('auth.signInWithPassword', [{ email, password: fixturePassword }])
  const base = `/api/t/${team}/gallery`
  const cursors: string[] = []
  for (let next: string | null = ''; next !== null;) {
    const place: string = next === '' ? '' : `&after=${next}`
    const { text } = await client.ask(`${base}/outline?scope=team${place}`)
    const piece = pieceSchema.parse(JSON.parse(text))
    cursors.push(...piece.cursors)
    next = piece.next
  }
  const cursorAt = (share: number) => cursors[Math.floor((cursors.length - 1) * share)] ?? ''
  const cases = [
    ...[0, 0.1, 0.5, 0.9, 1].map((share) => ({
      name: `page at ${share * 100} %`,
      path: `${base}?scope=team&limit=100&from=${cursorAt(share)}`,
    })),
    { name: 'days of the team', path: `${base}/days?scope=team` },
    { name: 'days of one', path: `${base}/days?scope=mine` },
    { name: 'outline, first piece', path: `${base}/outline?scope=team` },
    { name: 'outline, a piece in the middle', path: `${base}/outline?scope=team&after=${cursorAt(0.5)}` },
    ...searches.map((search) => ({
      name: `search: ${search}`,
      path: `${base}?scope=team&limit=100&search=${encodeURIComponent(search)}`,
    })),
    // What a request costs that reads next to nothing: the server, the proof, the session.
    { name: 'nothing: saved searches', path: `/api/t/${team}/searches` },
  ]
  return [name, { client, cases, times: new Map() }]
}

async function measure({ client, cases, times }: Side): Promise<void> {
  for (const { name, path } of cases) {
    const round: number[] = []
    for (let request = 0; request < Number(flags.requests); request++) {
      const startedAt = performance.now()
      const { status } = await client.ask(path)
      if (status !== 200) throw new Error(`${path}: ${status}`)
      round.push(performance.now() - startedAt)
    }
    times.set(name, [...(times.get(name) ?? []), round])
  }
}

const quantile = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}
const summary = (rounds: readonly number[][]) => ({
  p50: quantile(rounds.flat(), 0.5),
  p99: quantile(rounds.flat(), 0.99),
  /** Where other work on the machine fell into one of them. */
  bestRoundP99: Math.min(...rounds.map((round) => quantile(round, 0.99))),
})

buildIfNeeded()
const sides: [string, Side][] = []
if (flags.embedded !== '0') sides.push(await open('embedded', {}, flags.embedded))
if (flags.server !== '0') {
  const postgres = await startPostgres()
  rest.defer(() => postgres.stop())
  await execute(postgres.url('postgres'), 'CREATE DATABASE bench')
  const DATABASE_URL = postgres.url('bench')
  const side = await open('server', { DATABASE_URL }, flags.server)
  // As the server itself would in its first hour.
  await execute(DATABASE_URL, 'VACUUM ANALYZE')
  sides.push(side)
}
// The first round warms up.
for (const [, side] of sides) await measure(side)
for (const [, side] of sides) side.times.clear()
for (let round = 0; round < Number(flags.rounds); round++) for (const [, side] of sides) await measure(side)
const report = sides.map(([name, { times }]) => [
  name,
  Object.fromEntries([...times].map(([what, rounds]) => [what, summary(rounds)])),
])
console.log(JSON.stringify({ ...flags, ...Object.fromEntries(report) }, null, 2))
await rest.disposeAsync()
process.exit(0)
