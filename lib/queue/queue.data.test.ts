import { afterEach, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { createBatch, getBatch, pauseBatch } from '#lib/batches/data.ts'
import { db } from '#lib/db/client.ts'
import { cancelGeneration, createGeneration, findGeneration } from '#lib/generations/data.ts'
import {
  aBatchInput,
  aGenerationInput,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { cancelMine, listQueue } from './data.ts'
import type { Queue, QueueLine } from './schema.ts'
import { maxQueueLines } from './schema.ts'

const world = openWorld()

// Whatever a test leaves in the queue would be in the way of the next one's.
afterEach(async () => {
  await db.generation.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
})

async function made(viewer: Viewer, prompt: string, visibility: 'team' | 'private' = 'team') {
  return (await createGeneration(viewer, aGenerationInput({ prompt, visibility }))).id
}

async function aBatch(viewer: Viewer, words: string, count: number, visibility: 'team' | 'private' = 'team') {
  const numbers = Array.from({ length: count }, (_, index) => `n${index}`).join('|')
  const input = aBatchInput({ template: `${words} {${numbers}}` }, { visibility })
  return (await createBatch(viewer, input)).id
}

function wordsOf(line: QueueLine): string {
  if (line.kind === 'private') return `private to ${line.author.name}`
  return line.kind === 'batch' ? line.batch.title : line.prompt
}

const told = ({ lines }: Queue) => lines.map((line) => [wordsOf(line), line.place])

describe('the queue', () => {
  test('has a batch as one line, and what waits in the order of fair turns', async () => {
    const team = await aTeam()
    const greedy = await aViewer({ team, name: 'Greedy' })
    const modest = await aViewer({ team, name: 'Modest' })
    await aBatch(greedy, 'Many', 5)
    await made(greedy, 'One more')
    await made(modest, 'Only this')
    const queue = await listQueue(modest)
    expect(told(queue)).toEqual([
      ['Many {n0|n1|n2|n3|n4}', 1],
      ['Only this', 2],
      ['One more', 7],
    ])
    expect(queue).toMatchObject({ more: 0, mineWaiting: 1 })
    expect(queue.lines).toMatchObject([
      { kind: 'batch', waiting: 5, running: 0, models: 1, batch: { can: { cancel: false } } },
      { kind: 'generation', author: { name: 'Modest', isViewer: true }, can: { cancel: true } },
      { kind: 'generation', author: { name: 'Greedy', isViewer: false }, can: { cancel: false } },
    ])
  })

  test('has what runs first, by when it began, and what is held back last, without a place', async () => {
    const viewer = await aViewer()
    const held = await aBatch(viewer, 'Held', 3)
    await pauseBatch(viewer, held)
    const [first, second] = [await made(viewer, 'First'), await made(viewer, 'Second')]
    await made(viewer, 'Third')
    const running = (id: string, startedAt: string) =>
      db.generation.update({ where: { id }, data: { status: 'running', startedAt: new Date(startedAt) } })
    await running(second, '2026-01-01T00:00:01Z')
    await running(first, '2026-01-01T00:00:02Z')
    const queue = await listQueue(viewer)
    expect(told(queue)).toEqual([
      ['Second', null],
      ['First', null],
      ['Third', 1],
      ['Held {n0|n1|n2}', null],
    ])
    expect(queue.lines.map(({ running: runs, waiting, held: holds }) => [runs, waiting, holds])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 3],
    ])
    expect(queue.mineWaiting).toBe(1)
    await db.generation.updateMany({ where: { id: { in: [first, second] } }, data: { status: 'cancelled' } })
  })

  test('says in the same order what the worker takes', async () => {
    const team = await aTeam()
    const one = await aViewer({ team, name: 'One' })
    const other = await aViewer({ team, name: 'Other' })
    for (const index of [1, 2, 3]) await made(one, `One ${index} [[slow:20]]`)
    for (const index of [1, 2]) await made(other, `Other ${index} [[slow:20]]`)
    const order = (await listQueue(one)).lines.map(wordsOf)
    await world.work({ places: 1 })
    const taken = await eventually(async () => {
      const ended = await db.generation.findMany({
        where: { teamId: one.teamId, status: 'succeeded' },
        orderBy: { startedAt: 'asc' },
        select: { prompt: true },
      })
      return ended.length === 5 && ended
    })
    expect(taken.map(({ prompt }) => prompt)).toEqual(order)
  })

  test('says of what others keep to themselves whose it is, and nothing else', async () => {
    const team = await aTeam()
    const author = await aViewer({ team, name: 'Grace' })
    const colleague = await aViewer({ team, role: 'editor' })
    const admin = await aViewer({ team, role: 'admin' })
    const stranger = await aViewer({ role: 'owner' })
    await made(author, 'Secret heron', 'private')
    await made(author, 'Secret stork', 'private')
    const batchId = await aBatch(author, 'Secret crane', 2, 'private')
    const queue = await listQueue(colleague)
    const whose = { id: author.userId, name: 'Grace', isViewer: false }
    expect(queue.lines).toEqual([
      { kind: 'private', author: whose, running: 0, waiting: 4, held: 0, place: 1 },
    ])
    expect(JSON.stringify(queue)).not.toMatch(/secret|imagen/i)
    expect(JSON.stringify(queue)).not.toContain(batchId)
    expect((await listQueue(author)).lines.map(wordsOf)).toEqual([
      'Secret heron',
      'Secret stork',
      'Secret crane {n0|n1}',
    ])
    expect((await listQueue(admin)).lines).toHaveLength(3)
    expect((await listQueue(stranger)).lines).toEqual([])
  })

  test('of a thousand tells a page, and the number of the others', async () => {
    const viewer = await aViewer()
    const first = await made(viewer, 'The first of many')
    await db.$executeRaw`
      INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
        "parameters", "modelId", "n", "recipeHash", "environment", "periodStart")
      SELECT gen_random_uuid(), "teamId", "authorId", 'u:many', i::text, 'x', 'playground', 'text-to-image', "prompt" || i,
        "parameters", "modelId", "n", 'x', "environment", "periodStart"
      FROM "Generation" CROSS JOIN generate_series(1, 999) i WHERE "id" = ${first}::uuid`
    const startedAt = performance.now()
    const queue = await listQueue(viewer)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect(queue.lines).toHaveLength(maxQueueLines)
    expect(queue).toMatchObject({ more: 1_000 - maxQueueLines, mineWaiting: 1_000 })
    expect(JSON.stringify(queue).length).toBeLessThan(60_000)
    expect(await cancelMine(viewer)).toBe(1_000)
  })
})

describe('cancelling all of mine', () => {
  test('takes what waits its turn, free of charge, and leaves the others alone', async () => {
    const team = await aTeam()
    const viewer = await aViewer({ team })
    const colleague = await aViewer({ team })
    const single = await made(viewer, 'Single')
    const batch = await aBatch(viewer, 'Batch', 3)
    const held = await aBatch(viewer, 'Held', 2)
    await pauseBatch(viewer, held)
    const theirs = await made(colleague, 'Theirs')
    const sent = await made(viewer, 'Sent')
    await db.generation.update({ where: { id: sent }, data: { status: 'running', startedAt: new Date() } })
    expect((await listQueue(viewer)).mineWaiting).toBe(4)
    const twice = await Promise.all([cancelMine(viewer), cancelMine(viewer)])
    expect(twice.reduce((sum, count) => sum + count)).toBe(4)
    expect(await findGeneration(viewer, single)).toMatchObject({ status: 'cancelled', costMicros: null })
    expect(await getBatch(viewer, batch)).toMatchObject({ state: 'done', counts: { cancelled: 3 } })
    expect(await getBatch(viewer, held)).toMatchObject({ state: 'paused', counts: { queued: 2 } })
    expect(await findGeneration(viewer, theirs)).toMatchObject({ status: 'queued' })
    expect(await findGeneration(viewer, sent)).toMatchObject({ status: 'running', isStopped: false })
    // What is held, theirs, and what was sent.
    expect((await ledgerMicros({ teamId: viewer.teamId })).reserved).toBe(4 * 30_000)
    expect(await cancelMine(viewer)).toBe(0)
    await cancelGeneration(viewer, sent)
    await db.generation.updateMany({ where: { id: sent }, data: { status: 'cancelled' } })
  })

  test('is for those who may make something', async () => {
    const guest = await aViewer({ role: 'guest' })
    await expect(cancelMine(guest)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
