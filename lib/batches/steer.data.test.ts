import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { currentCredential, openUpstream } from '#lib/credentials/run.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import {
  createGeneration,
  findGeneration,
  queueCounts,
  retryGeneration,
  streamGenerations,
} from '#lib/generations/data.ts'
import { runAttempt } from '#lib/generations/run/call.ts'
import { claimNext } from '#lib/generations/run/claim.ts'
import { openSpool } from '#lib/storage/spool.ts'
import { storage } from '#lib/storage/storage.ts'
import { upstream } from '#lib/upstream/upstream.ts'
import {
  aBatchInput,
  aGenerationInput,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import {
  cancelBatch,
  createBatch,
  getBatch,
  listCells,
  pauseBatch,
  resumeBatch,
  retryFailed,
} from './data.ts'
import type { Batch, BatchNews } from './schema.ts'
import { batchNewsSchema } from './schema.ts'

const world = openWorld()

// Whatever a test leaves in the queue would be in the way of the next one's.
afterEach(async () => {
  await db.generation.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
})

async function aBatch(viewer: Viewer, template: string): Promise<string> {
  return (await createBatch(viewer, aBatchInput({ template }))).id
}

const reaches = (viewer: Viewer, id: string, is: (batch: Batch) => boolean) =>
  eventually(async () => {
    const batch = await getBatch(viewer, id)
    return is(batch) && batch
  }, 20_000)

const numbers = (length: number) => `{${Array.from({ length }, (_, index) => `n${index}`).join('|')}}`

describe('pausing', () => {
  test('nothing of a paused batch is called, and everything once it goes on', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Paused before ${numbers(6)}`)
    await pauseBatch(viewer, id)
    expect(await getBatch(viewer, id)).toMatchObject({
      state: 'paused',
      counts: { queued: 6 },
      can: { pause: false, resume: true, cancel: true },
    })
    await world.work()
    const single = await createGeneration(viewer, aGenerationInput({ prompt: 'Not held back' }))
    await eventually(async () => (await findGeneration(viewer, single.id))?.status === 'succeeded')
    await wait(1_200)
    expect(world.callsOf('Paused before')).toBe(0)
    await resumeBatch(viewer, id)
    await reaches(viewer, id, ({ state }) => state === 'done')
    expect(world.callsOf('Paused before')).toBe(6)
  })

  test('in the middle, what was sent runs on, and the rest waits with its reservation', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Paused within ${numbers(12)} [[slow:300]]`)
    await world.work({ places: 3 })
    await eventually(() => world.callsOf('Paused within') >= 3)
    await pauseBatch(viewer, id)
    const paused = await reaches(viewer, id, ({ counts }) => counts.running === 0)
    const sent = world.callsOf('Paused within')
    expect(paused.state).toBe('paused')
    expect(paused.counts).toMatchObject({ succeeded: sent, queued: 12 - sent })
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({
      spent: 30_000 * sent,
      reserved: 30_000 * (12 - sent),
    })
    await wait(1_000)
    expect(world.callsOf('Paused within')).toBe(sent)
    await resumeBatch(viewer, id)
    await reaches(viewer, id, ({ state }) => state === 'done')
    expect(world.callsOf('Paused within')).toBe(12)
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 360_000, reserved: 0 })
  })

  test('what was taken but not sent goes back into the queue, reserved and uncalled', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Just taken ${numbers(2)}`)
    const ctx = {
      owner: uuid(),
      upstream: upstream(),
      open: openUpstream,
      keyOf: currentCredential,
      storage: storage(),
      spool: openSpool(join(env.DATA_DIR, 'spool')),
      places: 1,
      deadlineMs: 5_000,
      lookupMs: 1_000,
      maxPixels: env.MAX_IMAGE_PIXELS,
    }
    const attempt = await claimNext(ctx)
    expect(attempt?.prompt).toBe('Just taken n0')
    await pauseBatch(viewer, id)
    if (attempt) await runAttempt(ctx, attempt)
    expect((await getBatch(viewer, id)).counts).toMatchObject({ queued: 2, running: 0 })
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 0, reserved: 60_000 })
    await resumeBatch(viewer, id)
    await world.work()
    await reaches(viewer, id, ({ state }) => state === 'done')
    expect(world.callsOf('Just taken')).toBe(2)
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 60_000, reserved: 0 })
  })

  test('what is held back stands in no queue, and is in nobody’s way', async () => {
    const team = await aTeam()
    const viewer = await aViewer({ team })
    const id = await aBatch(viewer, `Held ${numbers(5)}`)
    const { id: single } = await createGeneration(viewer, aGenerationInput())
    expect(await findGeneration(viewer, single)).toMatchObject({ status: 'queued', position: 6 })
    expect(await queueCounts(viewer)).toEqual({ mine: 6, team: 6 })
    await pauseBatch(viewer, id)
    expect(await findGeneration(viewer, single)).toMatchObject({ status: 'queued', position: 1 })
    expect(await queueCounts(viewer)).toEqual({ mine: 1, team: 1 })
    const { cells } = await listCells(viewer, id)
    expect(cells.map(({ generation }) => generation)).toMatchObject(
      Array.from({ length: 5 }, () => ({ status: 'queued', position: 0 })),
    )
  })

  test('a colleague’s turn comes between the cells of a batch', async () => {
    const team = await aTeam()
    const greedy = await aViewer({ team })
    const modest = await aViewer({ team })
    const id = await aBatch(greedy, `Greedy ${numbers(20)} [[slow:50]]`)
    const { id: one } = await createGeneration(modest, aGenerationInput({ prompt: 'Modest [[slow:50]]' }))
    await world.work({ places: 1 })
    await eventually(async () => (await findGeneration(modest, one))?.status === 'succeeded')
    expect((await getBatch(greedy, id)).counts.queued).toBeGreaterThan(10)
  })
})

describe('cancelling', () => {
  test('what waits is cancelled free of charge; what was sent is kept and charged', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Cancelled ${numbers(10)} [[slow:400]]`)
    await world.work({ places: 2 })
    await eventually(() => world.callsOf('Cancelled') === 2)
    expect(await cancelBatch(viewer, id)).toEqual({ cancelled: 8, stopped: 2 })
    const done = await reaches(viewer, id, ({ counts }) => counts.running === 0)
    expect(done).toMatchObject({
      state: 'cancelled',
      counts: { succeeded: 2, cancelled: 8 },
      can: { pause: false, resume: false, cancel: false, retryFailed: true },
    })
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 60_000, reserved: 0 })
    expect(world.callsOf('Cancelled')).toBe(2)
    expect(await cancelBatch(viewer, id)).toEqual({ cancelled: 0, stopped: 0 })
  })

  test('a paused one is cancelled, too', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Paused and cancelled ${numbers(4)}`)
    await pauseBatch(viewer, id)
    expect(await cancelBatch(viewer, id)).toEqual({ cancelled: 4, stopped: 0 })
    expect((await getBatch(viewer, id)).state).toBe('cancelled')
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 0, reserved: 0 })
  })
})

describe('trying again', () => {
  test('what failed is queued once more, however often the button is pressed', async () => {
    await world.work()
    const viewer = await aViewer()
    world.standin.control.addFault({
      fault: 'error',
      argument: 'RATE_LIMITED',
      times: 2,
      match: { promptIncludes: 'Again' },
    })
    const id = await aBatch(viewer, `Again ${numbers(5)}`)
    const failed = await reaches(viewer, id, ({ state }) => state === 'done')
    expect(failed).toMatchObject({ counts: { succeeded: 3, failed: 2 }, can: { retryFailed: true } })
    const upTo = new Date(failed.retryUpTo ?? 0)
    const queued = await Promise.all(Array.from({ length: 5 }, () => retryFailed(viewer, id, upTo)))
    expect(queued.reduce((sum, count) => sum + count, 0)).toBe(2)
    const done = await reaches(viewer, id, ({ counts }) => counts.succeeded === 5)
    expect(done).toMatchObject({ state: 'done', retryUpTo: null, costMicros: 150_000 })
    expect(world.callsOf('Again')).toBe(7)
    expect(await retryFailed(viewer, id, upTo)).toBe(0)
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 150_000, reserved: 0 })
  })

  test('a cancelled batch runs again, and nothing of it is stuck', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `Back ${numbers(3)}`)
    await pauseBatch(viewer, id)
    await cancelBatch(viewer, id)
    const { retryUpTo } = await getBatch(viewer, id)
    expect(await retryFailed(viewer, id, new Date(retryUpTo ?? 0))).toBe(3)
    expect((await getBatch(viewer, id)).state).toBe('running')
    expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 0, reserved: 90_000 })
    await world.work()
    await reaches(viewer, id, ({ counts }) => counts.succeeded === 3)
  })

  test('one cell of it can be tried again by itself', async () => {
    const viewer = await aViewer()
    const id = await aBatch(viewer, `One of ${numbers(3)}`)
    await cancelBatch(viewer, id)
    const { cells } = await listCells(viewer, id)
    await retryGeneration(viewer, cells[1]?.generation?.id ?? '', 0)
    expect(await getBatch(viewer, id)).toMatchObject({
      state: 'running',
      counts: { queued: 1, cancelled: 2 },
    })
  })
})

test('its author and admins steer a batch, only its author pays for it anew, and a stranger finds nothing', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team, role: 'editor' })
  const admin = await aViewer({ team, role: 'admin' })
  const stranger = await aViewer({ role: 'owner' })
  const id = await aBatch(author, `Whose ${numbers(3)}`)
  const upTo = new Date()
  const steps = [pauseBatch, resumeBatch, cancelBatch]
  for (const step of steps) {
    await expect(step(colleague, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(step(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(step(author, uuid())).rejects.toMatchObject({ code: 'not_found' })
  }
  expect((await getBatch(author, id)).counts.queued).toBe(3)
  expect((await getBatch(colleague, id)).can).toEqual({
    pause: false,
    resume: false,
    cancel: false,
    retryFailed: false,
  })
  for (const step of steps) await step(admin, id)
  expect((await getBatch(admin, id)).can.retryFailed).toBe(false)
  await expect(retryFailed(admin, id, upTo)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(retryFailed(stranger, id, upTo)).rejects.toMatchObject({ code: 'not_found' })
  expect(await retryFailed(author, id, new Date())).toBe(3)
})

function hear(viewer: Viewer) {
  const gone = new AbortController()
  const heard = { news: [] as BatchNews[], at: [] as number[], isOpen: false, stop: () => gone.abort() }
  async function read() {
    let text = ''
    for await (const chunk of streamGenerations(viewer, gone.signal)) {
      heard.isOpen = true
      text += Buffer.from(chunk).toString()
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events.filter((lines) => lines.startsWith('event: batch'))) {
        heard.news.push(batchNewsSchema.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '')))
        heard.at.push(Date.now())
      }
    }
  }
  void read()
  return heard
}

describe('the stream', () => {
  test('tells of a batch a few times a second, however many of its cells end, and its last word is true', async () => {
    const team = await aTeam()
    const viewer = await aViewer({ team })
    const colleague = await aViewer({ team })
    const stranger = await aViewer()
    const [own, theirs, foreign] = [hear(viewer), hear(colleague), hear(stranger)]
    await eventually(() => [own, theirs, foreign].every(({ isOpen }) => isOpen))
    const startedAt = Date.now()
    await world.work({ places: 16 })
    const id = await aBatch(viewer, `Many ${numbers(60)}`)
    await createBatch(viewer, aBatchInput({}, { visibility: 'private' }))
    const last = await eventually(
      () => own.news.find((news) => news.id === id && news.state === 'done'),
      20_000,
    )
    expect(last).toMatchObject({ counts: { total: 60, succeeded: 60 }, costMicros: 1_800_000 })
    const told = own.news.filter((news) => news.id === id)
    expect(told.some(({ readAgain }) => readAgain)).toBe(true)
    expect(told.length).toBeLessThanOrEqual(2 + (4 * (Date.now() - startedAt)) / 1_000)
    await eventually(() => theirs.news.some(({ state }) => state === 'done'))
    expect(new Set(theirs.news.map((news) => news.id))).toEqual(new Set([id]))
    expect(foreign.news).toEqual([])
    for (const heard of [own, theirs, foreign]) heard.stop()
  })

  test('says what somebody else did with it', async () => {
    const team = await aTeam()
    const viewer = await aViewer({ team })
    const admin = await aViewer({ team, role: 'admin' })
    const id = await aBatch(viewer, `Told ${numbers(3)}`)
    const heard = hear(viewer)
    await eventually(() => heard.isOpen)
    await pauseBatch(admin, id)
    await eventually(() => heard.news.some(({ state, can }) => state === 'paused' && can.resume))
    await resumeBatch(admin, id)
    await eventually(() => heard.news.at(-1)?.state === 'running')
    await cancelBatch(admin, id)
    await eventually(() => heard.news.some(({ state, readAgain }) => state === 'cancelled' && readAgain))
    heard.stop()
  })
})
