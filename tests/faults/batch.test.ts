import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { createBatch, getBatch, listCells, retryFailed } from '#lib/batches/data.ts'
import type { Batch, BatchInput, Plan } from '#lib/batches/schema.ts'
import { db } from '#lib/db/client.ts'
import { lumenfall } from '#lib/upstream/lumenfall/adapter.ts'
import { aViewer, eventually, ledgerMicros, openWorld } from '../setup/world.ts'
import { aWorkerProcess } from './worker.ts'

const world = openWorld()

const ten = Array.from({ length: 10 }, (_, index) => index + 1)
const plan: Plan = {
  kind: 'matrix',
  base: {
    template: 'Killed three times {{number}} [[slow:120]]',
    variables: {},
    modelId: 'imagen-3.0-generate-002',
    provider: null,
    parameters: { output_format: 'jpeg' },
  },
  axes: [
    { kind: 'variable', label: 'Number', name: 'number', values: ten.map(String) },
    { kind: 'parameter', label: 'Quality', name: 'output_compression', values: ten },
  ],
}
const aMatrix = (reuse: boolean): BatchInput => ({ id: uuid(), plan, reuse, visibility: 'team' })

const ends = (viewer: Viewer, id: string): Promise<Batch> =>
  eventually(async () => {
    const batch = await getBatch(viewer, id)
    return batch.state === 'done' && batch
  }, 90_000)

test('a matrix of 100 whose worker is killed three times ends with 100 cells, each paid once', async () => {
  const viewer = await aViewer()
  const { id } = await createBatch(viewer, aMatrix(false))
  for (let kill = 0; kill < 3; kill++) {
    const before = await getBatch(viewer, id)
    const child = await aWorkerProcess(world, 'from outside', { LUMENFALL_REPLAY: 'record' })
    await eventually(async () => (await getBatch(viewer, id)).counts.succeeded > before.counts.succeeded)
    await wait(Math.random() * 250)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  const afterKills = (await getBatch(viewer, id)).counts
  expect(afterKills.total).toBe(100)
  expect(afterKills.queued).toBeGreaterThan(0)

  const { baseUrl, apiKey } = world.standin
  const upstream = lumenfall({
    environment: 'standin',
    baseUrl,
    apiKey,
    maxAnswerBytes: 1e8,
    recordsAnswers: true,
    canPriceEdits: true,
  })
  await world.work({ upstream, lookupMs: 2_000, deadlineMs: 10_000, places: 16 })
  let done = await ends(viewer, id)
  const failed = done.counts.failed
  // Killed between the commit that says "sending" and the call itself: the log knows nothing of it, it was free.
  for (; done.counts.failed > 0; done = await ends(viewer, id)) {
    await retryFailed(viewer, id, new Date(done.retryUpTo ?? 0))
  }

  expect(done.counts).toMatchObject({ total: 100, succeeded: 100 })
  const generations = await db.generation.findMany({
    where: { batchId: id },
    include: { images: true, attempts: true },
  })
  expect(generations).toHaveLength(100)
  const bill = world.standin.control.bill().requests
  for (const { images, attempts } of generations) {
    expect(images).toHaveLength(1)
    expect(
      bill.filter(({ traceId }) => attempts.some((attempt) => attempt.traceId === traceId)),
    ).toHaveLength(1)
  }
  // What was had again is priced by the log, a moment after it is there.
  await eventually(async () => (await getBatch(viewer, id)).costMicros === 3_000_000)
  expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 3_000_000, reserved: 0 })
  expect(world.standin.control.bill().totalMicros).toBe(3_000_000)
  process.stderr.write(
    `100 cells, 3 kills: after them ${afterKills.succeeded} succeeded, ${afterKills.running} in the middle; ${failed} free failures\n`,
  )

  const calls = world.callsOf('Killed three times')
  const again = aMatrix(true)
  await createBatch(viewer, again)
  expect(await getBatch(viewer, again.id)).toMatchObject({
    state: 'done',
    counts: { total: 100, reused: 100, succeeded: 0 },
    costMicros: 0,
  })
  const first = await listCells(viewer, id)
  const second = await listCells(viewer, again.id)
  const idsOf = ({ cells }: typeof first) => cells.map(({ generation }) => generation?.id)
  expect(idsOf(second)).toEqual(idsOf(first))
  expect(second.cells.map(({ coordinates }) => coordinates)).toEqual(
    first.cells.map(({ coordinates }) => coordinates),
  )
  await wait(1_200)
  expect(world.callsOf('Killed three times')).toBe(calls)
  expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 3_000_000, reserved: 0 })
}, 200_000)
