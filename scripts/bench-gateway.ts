import { loadavg } from 'node:os'
import { startPostgres } from '#tests/setup/postgres.ts'
import type { Gateway } from './bench/gateway/gateways.ts'
import { direct, startAtelier, startPortkey, startStub } from './bench/gateway/gateways.ts'
import { checkSample, load } from './bench/gateway/load.ts'
import { pictures } from './bench/gateway/pictures.ts'
import { cpuMsOf, forgetPeak, memoryOf, whenIdle } from './bench/gateway/processes.ts'
import { buildIfNeeded } from './build.ts'

// npm run bench:gateway: what the endpoint for programs adds to a call of the API, beside Portkey's gateway and beside a
// call without any: time, processor, memory, and whether anything was lost. The same upstream for all, in turns. Prints
// JSON, in milliseconds and MiB. Shorter by ROUNDS, ONLY (the beginning of a scenario's name) and GATEWAYS (their names, by
// commas); PROFILE is a folder for the servers' CPU profiles.
//
// The API is always asked for bytes by Atelier, which answers an address of its own here; where the others pass an address
// on, it is given a picture of a few bytes. It keeps every picture and draws its previews, which nobody else does: `cpuMs`
// has those that were drawn until the last answer, `cpuMsWithPreviews` all of them.

const scenarios = [
  { name: 'url, 1 at once', kind: 'tiny', count: 120, lanes: 1 },
  { name: 'url, 8 at once', kind: 'tiny', count: 240, lanes: 8 },
  { name: 'url, 32 at once', kind: 'tiny', count: 320, lanes: 32 },
  { name: 'picture, 1 at once', kind: 'large', count: 40, lanes: 1 },
  { name: 'picture, 8 at once', kind: 'large', count: 64, lanes: 8 },
  { name: 'picture, 32 at once', kind: 'large', count: 64, lanes: 32 },
  { name: 'burst of 300', kind: 'slow', count: 300, lanes: 'burst' },
] as const

type Scenario = (typeof scenarios)[number]

const rounds = Number(process.env.ROUNDS ?? 5)
const chosen = scenarios.filter(({ name }) => name.startsWith(process.env.ONLY ?? ''))

const round2 = (value: number) => Math.round(value * 100) / 100
const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
const median = (values: readonly number[]) => round2(quantile(values, 0.5))

interface Turn {
  times: number[]
  errors: string[]
  perSecond: number
  cpuMs: number
  cpuMsWithPreviews: number
  databaseCpuMs: number
  peak: number
  loadBefore: number
}

async function turn({ door, pid, databasePid }: Gateway, scenario: Scenario): Promise<Turn> {
  const loadBefore = round2(loadavg()[0] ?? 0)
  if (pid !== null) forgetPeak(pid)
  const used = (id: number | null) => (id === null ? 0 : cpuMsOf(id))
  const before = { own: used(pid), database: used(databasePid) }
  const loaded = await load(door, scenario)
  const after = { own: used(pid), database: used(databasePid) }
  if (pid !== null) await whenIdle(pid)
  const withPreviews = used(pid)
  const peak = pid === null ? 0 : memoryOf(pid).peak
  await checkSample(loaded, door)
  return {
    times: loaded.times,
    errors: loaded.errors,
    perSecond: loaded.times.length / loaded.seconds,
    cpuMs: (after.own - before.own) / scenario.count,
    cpuMsWithPreviews: (withPreviews - before.own) / scenario.count,
    databaseCpuMs: (after.database - before.database) / scenario.count,
    peak,
    loadBefore,
  }
}

/** Medians of the rounds; the slowest hundredth is that of all of them together. */
function summary(turns: readonly Turn[], directly: readonly Turn[]) {
  const p50s = turns.map(({ times }) => quantile(times, 0.5))
  const all = (of: readonly Turn[]) => of.flatMap(({ times }) => times)
  const p99 = quantile(all(turns), 0.99)
  const isDirect = turns === directly
  const added = {
    addedP50: median(p50s.map((p50, index) => p50 - quantile(directly[index]?.times ?? [], 0.5))),
    addedP99: round2(p99 - quantile(all(directly), 0.99)),
    cpuMs: median(turns.map(({ cpuMs }) => cpuMs)),
    cpuMsWithPreviews: median(turns.map(({ cpuMsWithPreviews }) => cpuMsWithPreviews)),
    databaseCpuMs: median(turns.map(({ databaseCpuMs }) => databaseCpuMs)),
    peakMiB: Math.max(...turns.map(({ peak }) => peak)),
  }
  return {
    p50: median(p50s),
    p99: round2(p99),
    perSecond: median(turns.map(({ perSecond }) => perSecond)),
    ...(isDirect ? {} : added),
    answered: all(turns).length,
    errors: turns.flatMap(({ errors }) => errors).length,
    ...(turns.some(({ errors }) => errors.length > 0)
      ? { first: turns.flatMap(({ errors }) => errors)[0] }
      : {}),
    load: turns.map(({ loadBefore }) => loadBefore),
  }
}

buildIfNeeded()
const [stub, postgres] = await Promise.all([startStub(), startPostgres()])
const starts: Record<string, () => Promise<Gateway>> = {
  direct: async () => direct(stub.url),
  portkey: () => startPortkey(stub.url),
  atelier: () => startAtelier(stub.url, postgres),
  'atelier embedded': () => startAtelier(stub.url, null),
}
const wanted = (process.env.GATEWAYS ?? Object.keys(starts).join(',')).split(',')
const gateways: Gateway[] = []

const results: Record<string, Record<string, unknown>> = {}
/** A scenario with each gateway in turn, so that what else the machine does disturbs all of them. */
async function compare(scenario: Scenario): Promise<Record<string, unknown>> {
  const turns = new Map<string, Turn[]>(gateways.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const first = round % gateways.length
    for (const gateway of [...gateways.slice(first), ...gateways.slice(0, first)])
      turns.get(gateway.name)?.push(await turn(gateway, scenario))
  }
  const directly = turns.get('direct') ?? []
  return Object.fromEntries([...turns].map(([name, of]) => [name, summary(of, directly)]))
}

try {
  for (const name of wanted) {
    const gateway = await starts[name]?.()
    if (gateway) gateways.push(gateway)
  }
  for (const { door, pid, learn } of gateways) {
    await load(door, { kind: 'tiny', count: 300, lanes: 8 })
    const warm = await load(door, { kind: 'large', count: 20, lanes: 4 })
    await checkSample(warm, door)
    await learn?.()
    if (pid !== null) await whenIdle(pid)
  }
  for (const scenario of chosen) {
    results[scenario.name] = await compare(scenario)
    console.error(scenario.name, JSON.stringify(results[scenario.name], null, 1))
  }
  const counts: unknown = await (await fetch(`${stub.url}/counts`)).json()
  const kept: Record<string, unknown> = {}
  for (const gateway of gateways) await gateway.stop()
  for (const { name, countRows } of gateways) if (countRows) kept[name] = await countRows()
  console.log(JSON.stringify({ rounds, pictureBytes: pictures.large.bytes, results, counts, kept }, null, 2))
} finally {
  for (const gateway of gateways) await gateway.stop()
  await postgres.stop()
  stub.stop()
}
process.exit(0)
