import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { removeCredential, setCredential } from '#lib/credentials/data.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration, getGeneration, retryGeneration } from '#lib/generations/data.ts'
import type { WorkerContext } from '#lib/generations/run.ts'
import type { Generation, GenerationInput } from '#lib/generations/schema.ts'
import {
  aGenerationInput,
  anApi,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
  someGoogle,
} from '#tests/setup/world.ts'
import { changeRouting } from './data.ts'
import type { Routing } from './schema.ts'

const world = openWorld()
const lumenfallKey = 'lmnfl_routing.kept-for-ourselves-91ab'
const api = anApi([lumenfallKey])
const google = someGoogle()

const percents = { gemini: 100, vertex: 100 }

beforeEach(() => {
  for (const { control } of [api(), google.gemini, google.vertex]) {
    control.clearFaults()
    control.clearCalls()
    control.change({ latencyMs: 0 })
  }
})

const setGemini = (viewer: Viewer) =>
  setCredential(viewer, { provider: 'gemini', secret: google.gemini.apiKey })
const setVertex = (viewer: Viewer) => {
  const { type, project_id, client_email, private_key_id, private_key } = google.vertex.account
  const account = { type, project_id, client_email, private_key_id, private_key } as const
  return setCredential(viewer, { provider: 'vertex', account, location: 'us-central1' })
}

/** A team with its own keys, and what it chose. */
async function aCrew(policy: Routing['policy'], more: Partial<Routing['percents']> = {}) {
  const team = await aTeam()
  const admin = await aViewer({ team, role: 'admin' })
  await setCredential(admin, { provider: 'lumenfall', secret: lumenfallKey })
  await setGemini(admin)
  await changeRouting(admin, { policy, percents: { ...percents, ...more } })
  return { team, admin, member: await aViewer({ team, role: 'member' }) }
}

async function work(options: Partial<WorkerContext> = {}): Promise<void> {
  const worker = await world.work(options)
  onTestFinished(async () => void (await worker.stop(10_000)))
}

/** A generation once it has ended. */
async function made(viewer: Viewer, changes: Partial<GenerationInput> = {}): Promise<Generation> {
  const input = aGenerationInput(changes)
  await createGeneration(viewer, input)
  return ended(viewer, input.id)
}

const ended = (viewer: Viewer, id: string) =>
  eventually(async () => {
    const generation = await getGeneration(viewer, id)
    return generation.status !== 'queued' && generation.status !== 'running' && generation
  })

const told = ({ attempts }: Generation) =>
  attempts.map(({ upstream, state, httpStatus }) => [upstream, state, httpStatus])
const geminiCalls = () => google.gemini.control.calls().filter(({ path }) => path.endsWith(':predict')).length
const lumenfallCalls = () =>
  api()
    .control.calls()
    .filter(({ method, path }) => method === 'POST' && path === '/openai/v1/images/generations').length

describe('a failure that surely cost nothing', () => {
  test.each([
    ['RATE_LIMITED', 429],
    ['ALL_PROVIDERS_EXHAUSTED', 502],
    ['UPSTREAM_ERROR', 503],
    ['MODEL_DISABLED', 404],
    ['INSUFFICIENT_BALANCE', 402],
    ['AUTHENTICATION_FAILED', 401],
  ])(
    '%s goes on to the next, and is one picture, one bill, and two calls that are told',
    async (code, status) => {
      const { team, member } = await aCrew('lumenfall_first')
      await work()
      api().control.addFault({ fault: 'error', argument: code })
      const generation = await made(member)
      expect(generation.status).toBe('succeeded')
      expect(told(generation)).toEqual([
        ['lumenfall', 'failed', status],
        ['gemini', 'succeeded', 200],
      ])
      expect(generation.images).toHaveLength(1)
      expect([lumenfallCalls(), geminiCalls()]).toEqual([1, 1])
      expect(generation).toMatchObject({ costMicros: 30_000, costSource: 'estimate' })
      expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 30_000, reserved: 0 })
      const [entry] = await db.ledgerEntry.findMany({ where: { teamId: team.id, kind: 'charge' } })
      expect(entry).toMatchObject({ provider: 'gemini', micros: 30_000n })
    },
  )

  test('stays with the first where nobody else was chosen, or can make it', async () => {
    await work()
    api().control.addFault({ fault: 'error', argument: 'ALL_PROVIDERS_EXHAUSTED' })
    const alone = await aCrew('lumenfall')
    expect(told(await made(alone.member))).toEqual([['lumenfall', 'failed', 502]])
    const { member } = await aCrew('lumenfall_first')
    for (const parameters of [{ output_format: 'webp' }, { n: 5 }])
      expect(await made(member, { parameters })).toMatchObject({
        status: 'failed',
        failure: { code: 'providers_exhausted' },
      })
    expect(geminiCalls()).toBe(0)
  })

  test('ends with the last one that was asked, and can be tried again from the first', async () => {
    const { team, member } = await aCrew('lumenfall_first')
    await work()
    api().control.addFault({ fault: 'error', argument: 'UPSTREAM_ERROR', times: 1 })
    google.gemini.control.addFault({ fault: 'error', argument: 'UNAVAILABLE', times: 1 })
    const generation = await made(member)
    expect(generation).toMatchObject({ status: 'failed', costMicros: 0 })
    expect(told(generation)).toEqual([
      ['lumenfall', 'failed', 503],
      ['gemini', 'failed', 503],
    ])
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 0, reserved: 0 })
    await retryGeneration(member, generation.id, 2)
    const better = await eventually(async () => {
      const now = await getGeneration(member, generation.id)
      return now.status === 'succeeded' && now
    })
    expect(told(better).at(-1)).toEqual(['lumenfall', 'succeeded', 200])
  })
})

describe('what may have cost something, or would be the same elsewhere', () => {
  test.each(['reset-after-billing', 'cut-json', 'billed-error'] as const)(
    '%s is not asked for a second time',
    async (fault) => {
      const { member } = await aCrew('lumenfall_first')
      await work()
      api().control.addFault({ fault })
      const generation = await made(member)
      expect(['unknown', 'lost', 'failed']).toContain(generation.status)
      expect(generation.attempts).toHaveLength(1)
      expect([lumenfallCalls(), geminiCalls()]).toEqual([1, 0])
    },
  )

  test.each(['CONTENT_POLICY_VIOLATION', 'INVALID_REQUEST'])('%s is the last word', async (code) => {
    const { member } = await aCrew('lumenfall_first')
    await work()
    api().control.addFault({ fault: 'error', argument: code })
    const generation = await made(member)
    expect(told(generation)).toEqual([['lumenfall', expect.stringMatching(/refused|failed/), 400]])
    expect(geminiCalls()).toBe(0)
  })
})

describe('a provider that is called directly', () => {
  test('is the one that a call is pinned to', async () => {
    const { admin, member } = await aCrew('lumenfall_first')
    await setVertex(admin)
    await work()
    expect(told(await made(member, { provider: 'gemini' }))).toEqual([['gemini', 'succeeded', 200]])
    expect(told(await made(member, { provider: 'vertex' }))).toEqual([['vertex', 'succeeded', 200]])
    expect(lumenfallCalls()).toBe(0)
    google.gemini.control.addFault({ fault: 'error', argument: 'RESOURCE_EXHAUSTED' })
    const pinned = await made(member, { provider: 'gemini' })
    expect(pinned).toMatchObject({ status: 'failed', failure: { code: 'rate_limited' } })
    expect(told(pinned)).toEqual([['gemini', 'failed', 429]])
  })

  test('is reached through Lumenfall where the team wants that alone', async () => {
    const { member } = await aCrew('lumenfall')
    await work()
    const generation = await made(member, { provider: 'gemini' })
    expect(told(generation)).toEqual([['lumenfall', 'succeeded', 200]])
    expect(generation.attempts[0]?.provider).toBe('gemini')
  })

  test('is billed for what it delivers, at what the team has agreed with it', async () => {
    const { team, member } = await aCrew('cheapest', { gemini: 80 })
    await work()
    google.gemini.control.addFault({ fault: 'partial', argument: '1', times: 1 })
    const generation = await made(member, { parameters: { n: 4 } })
    expect(generation).toMatchObject({ status: 'partial', costMicros: 72_000, costSource: 'estimate' })
    expect(told(generation)).toEqual([['gemini', 'succeeded', 200]])
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 72_000, reserved: 0 })
  })

  test('keeps no log: a call without an answer counts as paid at once, and is never made again', async () => {
    const { team, member } = await aCrew('cheapest', { gemini: 80 })
    await work()
    google.gemini.control.addFault({ fault: 'reset-after-billing', times: 1 })
    const generation = await made(member)
    expect(generation).toMatchObject({ status: 'lost', failure: { code: 'no_answer' }, costMicros: 24_000 })
    expect([lumenfallCalls(), geminiCalls()]).toEqual([0, 1])
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 24_000, reserved: 0 })
    expect(await db.attempt.count({ where: { teamId: team.id, lookupAt: { not: null } } })).toBe(0)
    expect(await db.attempt.findFirst({ where: { teamId: team.id } })).toMatchObject({ provider: 'gemini' })
    const charged = await db.ledgerEntry.findFirst({ where: { teamId: team.id, kind: 'charge' } })
    expect(charged).toMatchObject({ provider: 'gemini' })
  })

  test('is left alone once its key is gone, and asked again with another', async () => {
    const { admin, member } = await aCrew('cheapest', { gemini: 80 })
    await work()
    await removeCredential(admin, 'gemini')
    expect(told(await made(member))).toEqual([['lumenfall', 'succeeded', 200]])
    await setGemini(admin)
    expect(told(await made(member))).toEqual([['gemini', 'succeeded', 200]])
  })

  test('whose key it refuses is passed over, for nothing was paid', async () => {
    const { admin, member } = await aCrew('cheapest', { gemini: 80, vertex: 70 })
    await setVertex(admin)
    await work()
    google.vertex.control.change({ keyRefused: true })
    onTestFinished(() => void google.vertex.control.change({ keyRefused: false }))
    const generation = await made(member)
    expect(told(generation).at(-1)).toEqual(['gemini', 'succeeded', 200])
    expect(generation.attempts.map(({ upstream }) => upstream)).toEqual(['vertex', 'gemini'])
  })

  test('is not asked where the stand-in draws', async () => {
    const team = await aTeam()
    const admin = await aViewer({ team, role: 'admin' })
    await setGemini(admin)
    await changeRouting(admin, { policy: 'cheapest', percents: { gemini: 50, vertex: 50 } })
    await work()
    const generation = await made(admin)
    expect(generation.environment).toBe('standin')
    expect(told(generation)).toEqual([['lumenfall', 'succeeded', 200]])
    expect(geminiCalls()).toBe(0)
  })
})

describe('the fastest', () => {
  test('is asked first, once it is measured', async () => {
    const { team, member } = await aCrew('fastest')
    await work({ places: 1 })
    const tookMs = { lumenfall: 4_000, gemini: 9_000 }
    await Promise.all(
      Object.entries(tookMs).flatMap(([upstream, ms]) =>
        Array.from({ length: 5 }, () => measured(member, upstream, ms)),
      ),
    )
    expect(told(await made(member))).toEqual([['lumenfall', 'succeeded', 200]])
    expect(await db.attempt.count({ where: { teamId: team.id, upstream: 'gemini' } })).toBe(5)
  })

  test('is first of all whoever was not measured yet', async () => {
    const { member } = await aCrew('fastest')
    await work({ places: 1 })
    for (let call = 0; call < 5; call++) await measured(member, 'lumenfall', 4_000)
    expect(told(await made(member))).toEqual([['gemini', 'succeeded', 200]])
  })
})

/** A picture that took so long, as if it had been made. */
async function measured({ teamId, userId }: Viewer, upstream: string, ms: number): Promise<void> {
  const id = randomBytes(16).toString('hex')
  const input = aGenerationInput()
  const finishedAt = new Date(Date.now() - 60_000)
  await db.generation.create({
    data: {
      id: input.id,
      teamId,
      authorId: userId,
      actor: `u:${userId}`,
      requestKey: id,
      bodyHash: id,
      source: 'playground',
      mode: 'text-to-image',
      parameters: {},
      modelId: input.modelId,
      n: 1,
      recipeHash: id,
      environment: 'live',
      status: 'succeeded',
      periodStart: new Date('2026-01-01'),
    },
  })
  await db.attempt.create({
    data: {
      id: crypto.randomUUID(),
      teamId,
      generationId: input.id,
      number: 1,
      upstream,
      traceId: id,
      state: 'succeeded',
      leaseOwner: 'test',
      leaseUntil: finishedAt,
      sentAt: new Date(finishedAt.getTime() - ms),
      finishedAt,
    },
  })
}

describe('somebody who is away', () => {
  test('is asked five times, and then left alone while there is another way', async () => {
    const { team, member } = await aCrew('lumenfall_first')
    await work({ places: 1 })
    api().control.addFault({ fault: 'error', argument: 'RATE_LIMITED' })
    const upstreams: string[][] = []
    for (let call = 0; call < 7; call++)
      upstreams.push((await made(member)).attempts.map(({ upstream }) => upstream))
    expect(upstreams.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => ['lumenfall', 'gemini']))
    expect(upstreams.slice(5)).toEqual(Array.from({ length: 2 }, () => ['gemini']))
    expect(lumenfallCalls()).toBe(5)
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 210_000, reserved: 0 })
  })

  test('is asked all the same where there is no other way', async () => {
    const { member } = await aCrew('lumenfall')
    await work({ places: 1 })
    api().control.addFault({ fault: 'html-503' })
    for (let call = 0; call < 7; call++) await made(member)
    expect(lumenfallCalls()).toBe(7)
  })

  test('who says for how long is left alone for so long', async () => {
    const { member } = await aCrew('lumenfall_first')
    await work({ places: 1 })
    api().control.addFault({ fault: 'rate-limited', argument: '20', times: 1 })
    await made(member)
    expect(told(await made(member))).toEqual([['gemini', 'succeeded', 200]])
    expect(lumenfallCalls()).toBe(1)
  })
})

test('the time for a request is one for all its calls', async () => {
  const { member } = await aCrew('lumenfall_first')
  await work({ deadlineMs: 1_500 })
  api().control.addFault({ fault: 'slow', argument: '900' })
  api().control.addFault({ fault: 'error', argument: 'UPSTREAM_ERROR' })
  const generation = await made(member)
  expect(generation).toMatchObject({ status: 'failed', failure: { code: 'provider_error' } })
  expect(geminiCalls()).toBe(0)
})

test('a provider takes as many calls at once as it is given, and the others go another way', async () => {
  const { member } = await aCrew('cheapest', { gemini: 80 })
  await work({ places: 4, placesOfProvider: { gemini: 1 } })
  google.gemini.control.change({ latencyMs: 1_000 })
  const all = await Promise.all(Array.from({ length: 3 }, () => made(member)))
  expect(
    all.map(({ attempts }) => attempts.at(-1)?.upstream).filter((name) => name === 'gemini'),
  ).toHaveLength(1)
})
