import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { callerOf, viewerOf } from '#lib/auth/proof.ts'
import type { Caller, Role, TokenScope, Viewer } from '#lib/auth/schema.ts'
import { tokenScopes } from '#lib/auth/schema.ts'
import type { BatchInput, PlanOf } from '#lib/batches/schema.ts'
import { currentCredential, openUpstream } from '#lib/credentials/run.ts'
import { db, installDatabase } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { env } from '#lib/env.ts'
import type { Worker, WorkerContext } from '#lib/generations/run.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { startWorker } from '#lib/generations/run.ts'
import { startJobs } from '#lib/jobs/boss.ts'
import { createQueues } from '#lib/jobs/queues.ts'
import { startRealtime } from '#lib/realtime/channel.ts'
import { openSpool } from '#lib/storage/spool.ts'
import { storage } from '#lib/storage/storage.ts'
import { createToken } from '#lib/tokens/data.ts'
import { installStandin, upstream } from '#lib/upstream/upstream.ts'
import type { GeminiStandin, VertexStandin } from '#standin/google/server.ts'
import { startGemini, startVertex } from '#standin/google/server.ts'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'

export interface World {
  standin: Standin
  /** A worker in this process, ended with the test that started it, or with the file. */
  work(options?: Partial<WorkerContext>): Promise<Worker>
  /** The paid calls that the stand-in had, with `words` in their prompt. */
  callsOf(words: string): number
}

/** For a test file: the real database, the stand-in, realtime and the job queue. No worker: tests start theirs. */
export function openWorld(): World {
  const stops: (() => Promise<unknown>)[] = []
  const world: { standin: Standin | null } = { standin: null }

  beforeAll(async () => {
    const database = await openDatabase()
    installDatabase(database)
    stops.push(() => database.close(), await startRealtime(), await startJobs())
    await createQueues()
    const standin = await startStandin()
    standin.control.change({ plain: true })
    stops.push(() => standin.close())
    installStandin(standin.baseUrl, standin.apiKey)
    world.standin = standin
  })

  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })

  return {
    get standin() {
      if (!world.standin) throw new Error('The stand-in is not started yet.')
      return world.standin
    },
    work: async (options = {}) => {
      const worker = await startWorker(
        {
          owner: uuid(),
          upstream: upstream(),
          open: openUpstream,
          keyOf: currentCredential,
          storage: storage(),
          spool: openSpool(join(env.DATA_DIR, 'spool')),
          places: 8,
          deadlineMs: 30_000,
          lookupMs: 1_000,
          maxPixels: env.MAX_IMAGE_PIXELS,
          ...options,
        },
        false,
      )
      endWith(stops, () => worker.stop(10_000))
      return worker
    },
    callsOf: (words) =>
      (world.standin?.control.calls() ?? []).filter(
        ({ path, fields }) =>
          /\/images\/(generations|edits)$/.test(path) && String(fields['prompt']).includes(words),
      ).length,
  }
}

/** For a test file: another stand-in, as the real API, where teams' own keys are known. */
export function anApi(apiKeys: readonly string[]): () => Standin {
  let api: Standin | undefined
  beforeAll(async () => {
    api = await startStandin({ apiKeys })
    Object.assign(env, { LUMENFALL_BASE_URL: api.baseUrl })
  })
  afterAll(() => api?.close())
  return () => {
    if (!api) throw new Error('The API is not started yet.')
    return api
  }
}

/** For a test file: Google's two APIs, where teams' own keys for them are known. */
export function someGoogle(): { gemini: GeminiStandin; vertex: VertexStandin } {
  const running: { gemini?: GeminiStandin; vertex?: VertexStandin } = {}
  beforeAll(async () => {
    const gemini = await startGemini()
    const vertex = await startVertex()
    Object.assign(running, { gemini, vertex })
    for (const { control } of [gemini, vertex]) control.change({ plain: true })
    const { url, tokenUrl } = vertex
    Object.assign(env, { GEMINI_BASE_URL: gemini.url, VERTEX_BASE_URL: url, GOOGLE_TOKEN_URL: tokenUrl })
  })
  afterAll(async () => void (await Promise.all([running.gemini?.close(), running.vertex?.close()])))
  return {
    get gemini() {
      if (!running.gemini) throw new Error('The Gemini API is not started yet.')
      return running.gemini
    },
    get vertex() {
      if (!running.vertex) throw new Error('Vertex AI is not started yet.')
      return running.vertex
    },
  }
}

function endWith(stops: (() => Promise<unknown>)[], stop: () => Promise<unknown>): void {
  try {
    onTestFinished(async () => void (await stop()))
  } catch {
    // Not in a test: in a hook of the file.
    stops.push(stop)
  }
}

export async function aTeam(name = 'Team'): Promise<{ id: string; slug: string }> {
  const id = uuid()
  const slug = `team-${id.slice(-12)}`
  await db.team.create({ data: { id, slug, name } })
  return { id, slug }
}

/** A member with a session, in a team of their own unless one is given. */
export async function aViewer(
  options: { team?: { id: string; slug: string }; role?: Role; name?: string } = {},
): Promise<Viewer> {
  const { team = await aTeam(), role = 'member', name = 'Ada Lovelace' } = options
  const userId = uuid()
  const sessionId = uuid()
  const expiresAt = new Date(Date.now() + 60 * 60_000)
  await db.user.create({ data: { id: userId, email: `${userId}@example.test`, name } })
  await db.membership.create({ data: { id: uuid(), teamId: team.id, userId, role } })
  await db.session.create({ data: { id: sessionId, userId, userAgent: '', address: '127.0.0.1', expiresAt } })
  const viewer = await viewerOf(sessionId, team.slug)
  if (!viewer) throw new Error('The session just made opens nothing.')
  return viewer
}

/** A program with a token of somebody's, for everything unless it is said. */
export async function aProgram(owner: Viewer, scopes: readonly TokenScope[] = tokenScopes): Promise<Caller> {
  const asked = { id: uuid(), name: 'Nightly', scopes: [...scopes], days: null, corsOrigins: [] }
  const caller = await callerOf((await createToken(owner, asked)).secret)
  if (!caller) throw new Error('The token just made opens nothing.')
  return caller
}

/** Waits until `read` gives something, at most `withinMs`. */
export async function eventually<T>(
  read: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (value !== null && value !== undefined && value !== false) return value
    if (Date.now() > until) throw new Error(`It did not happen within ${withinMs} ms.`)
    await wait(20)
  }
}

export function aGenerationInput(changes: Partial<GenerationInput> = {}): GenerationInput {
  return {
    id: uuid(),
    modelId: 'imagen-3.0-generate-002',
    provider: null,
    prompt: 'A harbour at dusk',
    parameters: {},
    visibility: 'team',
    ...changes,
  }
}

/** A batch of three variants, unless its plan says something else. */
export function aBatchInput(
  plan: Partial<PlanOf<'variants'>> = {},
  changes: Partial<BatchInput> = {},
): BatchInput {
  return {
    id: uuid(),
    plan: {
      kind: 'variants',
      template: 'A {red|blue|green} boat',
      variables: {},
      modelId: 'imagen-3.0-generate-002',
      provider: null,
      parameters: {},
      sample: null,
      ...plan,
    },
    reuse: false,
    visibility: 'team',
    ...changes,
  }
}

/** What the ledger says was spent and is still reserved, in micro-dollars. */
export async function ledgerMicros(where: {
  generationId?: string
  teamId?: string
}): Promise<{ spent: number; reserved: number }> {
  const entries = await db.ledgerEntry.findMany({ where, select: { kind: true, micros: true } })
  const sum = (...kinds: string[]) =>
    Number(
      entries
        .filter((entry) => kinds.includes(entry.kind))
        .reduce((total, entry) => total + entry.micros, 0n),
    )
  return { spent: sum('charge', 'adjust'), reserved: sum('reserve', 'release') }
}
