import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { keepUpload } from '#lib/inputs/data.ts'
import type { InputRef } from '#lib/inputs/schema.ts'
import { createGeneration, findGeneration } from '#lib/generations/data.ts'
import type { AttemptState } from '#lib/db/generated/enums.ts'
import type { GenerationStatus } from '#lib/generations/schema.ts'
import { aGenerationInput, aViewer, eventually, ledgerMicros, openWorld } from '../setup/world.ts'
import type { KillPoint } from './kill-points.ts'
import { killPoints } from './kill-points.ts'
import { aWorkerProcess } from './worker.ts'

const world = openWorld()

const notEnded: GenerationStatus[] = ['queued', 'running', 'unknown']

/** How each death must end, and whether the picture is there. Nothing recorded, and billed: it is lost, and charged. */
const deaths: Record<KillPoint, { status: GenerationStatus; isBilled: boolean }> = {
  'before the call': { status: 'failed', isBilled: false },
  'during the call': { status: 'lost', isBilled: true },
  'at the first byte of the answer': { status: 'lost', isBilled: true },
  'when the answer is recorded': { status: 'succeeded', isBilled: true },
  'before the bytes are stored': { status: 'succeeded', isBilled: true },
  'when the bytes are stored': { status: 'succeeded', isBilled: true },
}

/** From text, and from a picture that somebody brought along. */
const kinds = [
  { kind: 'text', price: 30_000, modelId: 'imagen-3.0-generate-002', pictures: [] },
  { kind: 'a picture', price: 39_000, modelId: 'gemini-2.5-flash-image', pictures: ['#c86432'] },
]
const cases = kinds.flatMap((kind) => killPoints.map((killAt) => ({ ...kind, killAt })))

test.each(cases)(
  'a worker killed $killAt, on a generation from $kind, leaves a true state within 10 s',
  async (given) => {
    const { kind, killAt, modelId, price, pictures } = given
    const { status, isBilled } = deaths[killAt]
    const expected = { status, cost: isBilled ? price : 0 }
    const viewer = await aViewer()
    const inputs: InputRef[] = []
    for (const background of pictures) {
      const picture = sharp({ create: { width: 64, height: 48, channels: 3, background } })
      const { id: uploaded } = await keepUpload(viewer, await picture.png().toBuffer())
      inputs.push({ role: 'image', from: 'upload', id: uploaded })
    }
    const prompt = `From ${kind}, killed ${killAt} [[slow:${killAt === 'during the call' ? 2_000 : 500}]]`
    const child = await aWorkerProcess(world, killAt)
    const exit = once(child, 'exit')
    const { id } = await createGeneration(viewer, aGenerationInput({ prompt, modelId, inputs }))
    const [, signal] = await exit
    expect(signal).toBe('SIGKILL')
    const diedAt = Date.now()
    await world.work({ lookupMs: 2_000, deadlineMs: 10_000 })
    const known = await eventually(async () => {
      const generation = await findGeneration(viewer, id)
      return generation && generation.status !== 'running' && generation.status !== 'queued' && generation
    })
    expect(Date.now() - diedAt).toBeLessThan(10_000)
    expect(['unknown', expected.status]).toContain(known.status)
    const ended = await eventually(async () => {
      const generation = await findGeneration(viewer, id)
      return generation && !notEnded.includes(generation.status) && generation
    }, 20_000)
    expect(ended.status).toBe(expected.status)
    expect(ended.images).toHaveLength(expected.status === 'succeeded' ? 1 : 0)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: expected.cost, reserved: 0 })
    expect(world.callsOf(prompt)).toBe(killAt === 'before the call' ? 0 : 1)
  },
)

/** 20 in the usual run; KILLS=50 for the figure that is promised. */
const kills = Number(process.env.KILLS ?? 20)

test(`workers killed at ${kills} random moments lose, publish and call nothing twice`, async () => {
  const viewer = await aViewer()
  const mine = { teamId: viewer.teamId }
  let asked = 0
  for (let kill = 0; kill < kills; kill++) {
    const child = await aWorkerProcess(world, 'from outside')
    for (let more = 0; more < 6; more++, asked++) {
      const input = { prompt: `Random ${asked} [[slow:60]]`, parameters: { n: 1 + (asked % 2) } }
      await createGeneration(viewer, aGenerationInput(input))
    }
    await wait(Math.random() * 300)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  const diedAt = Date.now()
  const orphans = await db.attempt.findMany({
    where: { ...mine, state: { in: ['claimed', 'sending'] } },
    select: { id: true },
  })
  await world.work({ lookupMs: 2_000, deadlineMs: 10_000, places: 16 })
  const orphaned = {
    id: { in: orphans.map(({ id }) => id) },
    state: { in: ['claimed', 'sending'] as AttemptState[] },
  }
  await eventually(async () => (await db.attempt.count({ where: orphaned })) === 0)
  const recoveryMs = Date.now() - diedAt
  await eventually(
    async () => (await db.generation.count({ where: { ...mine, status: { in: notEnded } } })) === 0,
    90_000,
  )

  const generations = await db.generation.findMany({ where: mine, include: { images: true, attempts: true } })
  expect(generations).toHaveLength(asked)
  const traces = new Set(generations.flatMap(({ attempts }) => attempts.map(({ traceId }) => traceId)))
  const bill = world.standin.control
    .bill()
    .requests.filter(({ traceId }) => traceId !== null && traces.has(traceId))
  for (const { status, n, images, attempts } of generations) {
    const sent = attempts.filter(({ sentAt }) => sentAt !== null)
    const billed = bill.filter((request) => attempts.some(({ traceId }) => traceId === request.traceId))
    expect(sent.length).toBeLessThanOrEqual(1)
    expect(billed.length).toBeLessThanOrEqual(1)
    expect(images).toHaveLength(status === 'succeeded' ? n : 0)
    expect(status).toBeOneOf(billed.length === 1 ? ['succeeded', 'lost'] : ['failed'])
  }
  expect((await ledgerMicros(mine)).spent).toBe(bill.reduce((sum, { costMicros }) => sum + costMicros, 0))
  expect(recoveryMs).toBeLessThan(10_000)
  const statuses = Object.entries(Object.groupBy(generations, ({ status }) => status))
  const counts = statuses.map(([status, list]) => `${list.length} ${status}`).join(', ')
  process.stderr.write(
    `${kills} kills, ${asked} generations: ${counts}; the last ${orphans.length} taken over in ${recoveryMs} ms\n`,
  )
}, 300_000)
