import { v7 as uuid } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { aGenerationInput, aTeam, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { cancelGeneration, createGeneration, findGeneration, queueCounts, retryGeneration } from './data.ts'
import type { Generation } from './schema.ts'
import type { Viewer } from '#lib/auth/schema.ts'

const world = openWorld()

// Whatever a test leaves in the queue would be in the way of the next one's.
afterEach(async () => {
  await db.generation.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
})

async function made(viewer: Viewer, prompt: string): Promise<string> {
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt }))
  return id
}

async function reaches(viewer: Viewer, id: string, status: Generation['status']): Promise<Generation> {
  return eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === status && generation
  })
}

/** As a worker leaves it that died with a generation in its hand, before it sent anything. */
async function diedOver(viewer: Viewer, generationId: string): Promise<void> {
  const attemptId = uuid()
  await db.generation.update({
    where: { id: generationId },
    data: { status: 'running', startedAt: new Date() },
  })
  await db.attempt.create({
    data: {
      id: attemptId,
      teamId: viewer.teamId,
      generationId,
      number: 1,
      upstream: 'lumenfall',
      traceId: attemptId.replaceAll('-', ''),
      leaseOwner: uuid(),
      leaseUntil: new Date(0),
    },
  })
}

describe('what goes back into the queue', () => {
  test('stays reserved while it waits again, and is released when it ends', async () => {
    const viewer = await aViewer()
    const id = await made(viewer, 'Taken over')
    await diedOver(viewer, id)
    const idle = await world.work({ places: 0 })
    await reaches(viewer, id, 'queued')
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 0, reserved: 30_000 })
    await idle.stop(1_000)
    await world.work()
    await reaches(viewer, id, 'succeeded')
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
  })

  test('is released when somebody had cancelled it meanwhile', async () => {
    const viewer = await aViewer()
    const id = await made(viewer, 'Cancelled in a dead hand')
    await diedOver(viewer, id)
    await cancelGeneration(viewer, id)
    await world.work({ places: 0 })
    await reaches(viewer, id, 'cancelled')
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 0, reserved: 0 })
  })
})

describe('cancelling', () => {
  test('what waits is cancelled free of charge, once, and its reservation comes back', async () => {
    const viewer = await aViewer()
    const id = await made(viewer, 'Cancelled while waiting')
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 0, reserved: 30_000 })
    const results = await Promise.all([cancelGeneration(viewer, id), cancelGeneration(viewer, id)])
    expect(results.toSorted()).toEqual(['cancelled', 'ended'])
    await world.work()
    expect(await reaches(viewer, id, 'cancelled')).toMatchObject({ images: [], costMicros: null })
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 0, reserved: 0 })
    expect(world.callsOf('Cancelled while waiting')).toBe(0)
  })

  test('what was sent runs on: its picture is kept and charged, and marked as stopped', async () => {
    await world.work()
    const viewer = await aViewer()
    const id = await made(viewer, 'Stopped [[slow:600]]')
    await eventually(() => world.callsOf('Stopped') > 0)
    expect(await cancelGeneration(viewer, id)).toBe('stopped')
    expect(await findGeneration(viewer, id)).toMatchObject({ status: 'running', isStopped: true })
    const done = await reaches(viewer, id, 'succeeded')
    expect(done.isStopped).toBe(true)
    expect(done.images).toHaveLength(1)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
    expect(await cancelGeneration(viewer, id)).toBe('ended')
  })

  test('what was sent, was stopped, and failed for nothing counts as cancelled', async () => {
    await world.work()
    const viewer = await aViewer()
    const id = await made(viewer, 'Stopped and refused [[slow:500]] [[all-filtered]]')
    await eventually(() => world.callsOf('Stopped and refused') > 0)
    await cancelGeneration(viewer, id)
    await reaches(viewer, id, 'cancelled')
  })

  test('a colleague cannot cancel, an admin can, and a stranger finds nothing', async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const colleague = await aViewer({ team })
    const admin = await aViewer({ team, role: 'admin' })
    const stranger = await aViewer()
    const id = await made(author, 'Whose is it')
    await expect(cancelGeneration(colleague, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(cancelGeneration(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelGeneration(author, uuid())).rejects.toMatchObject({ code: 'not_found' })
    expect(await cancelGeneration(admin, id)).toBe('cancelled')
  })
})

describe('trying again', () => {
  test('a refused generation is queued once more, however often the button is pressed', async () => {
    await world.work()
    const viewer = await aViewer()
    world.standin.control.addFault({
      fault: 'error',
      argument: 'RATE_LIMITED',
      times: 1,
      match: { promptIncludes: 'Again' },
    })
    const id = await made(viewer, 'Again')
    const failed = await reaches(viewer, id, 'failed')
    expect(failed.can.retry).toBe(true)
    await Promise.all([
      retryGeneration(viewer, id, 1),
      retryGeneration(viewer, id, 1),
      retryGeneration(viewer, id, 1),
    ])
    const done = await reaches(viewer, id, 'succeeded')
    expect(done.attempts.map((attempt) => attempt.number)).toEqual([1, 2])
    await retryGeneration(viewer, id, 1)
    expect(world.callsOf('Again')).toBe(2)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
  })

  test('nobody may try again while it is unknown whether it was billed', async () => {
    world.standin.control.change({ logDelayMs: 60_000 })
    await world.work({ lookupMs: 60_000 })
    const viewer = await aViewer()
    const id = await made(viewer, 'Who knows [[reset-after-billing]]')
    const unknown = await reaches(viewer, id, 'unknown')
    expect(unknown.can.retry).toBe(false)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 0, reserved: 30_000 })
    await expect(retryGeneration(viewer, id, 1)).rejects.toMatchObject({ code: 'conflict' })
    world.standin.control.change({ logDelayMs: 0 })
  })

  test('only the author may, for it is paid on their name', async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const admin = await aViewer({ team, role: 'admin' })
    const stranger = await aViewer()
    const id = await made(author, 'Not yours')
    await cancelGeneration(author, id)
    await expect(retryGeneration(admin, id, 0)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(retryGeneration(stranger, id, 0)).rejects.toMatchObject({ code: 'not_found' })
    await retryGeneration(author, id, 0)
    expect((await findGeneration(author, id))?.status).toBe('queued')
  })
})

/** How many of `where` ran at the same time, until all of `ids` had succeeded. */
async function mostAtOnce(where: { teamId: string; provider?: string }, ids: string[]): Promise<number> {
  let most = 0
  await eventually(async () => {
    most = Math.max(most, await db.generation.count({ where: { ...where, status: 'running' } }))
    const done = await db.generation.count({ where: { id: { in: ids }, status: 'succeeded' } })
    return done === ids.length
  })
  return most
}

describe('turns', () => {
  test('at most N calls run at once, over all workers', async () => {
    const viewer = await aViewer()
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, index) => made(viewer, `Crowd ${index} [[slow:200]]`)),
    )
    await Promise.all([world.work({ places: 3 }), world.work({ places: 3 })])
    let most = 0
    await eventually(async () => {
      most = Math.max(
        most,
        await db.generation.count({ where: { status: 'running', teamId: viewer.teamId } }),
      )
      const done = await db.generation.count({ where: { id: { in: ids }, status: 'succeeded' } })
      return done === ids.length
    })
    expect(most).toBe(3)
    expect(world.callsOf('Crowd')).toBe(12)
  })

  test('a team has no more places than it may, and another one has the others meanwhile', async () => {
    const crowded = await aViewer()
    const other = await aViewer()
    const ids: string[] = []
    for (let index = 0; index < 8; index++) ids.push(await made(crowded, `Crowded ${index} [[slow:150]]`))
    const one = await made(other, 'Beside the crowd [[slow:150]]')
    await world.work({ places: 6, placesOfTeam: 2 })
    const most = await mostAtOnce({ teamId: crowded.teamId }, ids)
    expect(most).toBe(2)
    await reaches(other, one, 'succeeded')
    const [first, last] = [await findGeneration(other, one), await findGeneration(crowded, ids[7] ?? '')]
    expect(Date.parse(first?.startedAt ?? '')).toBeLessThan(Date.parse(last?.startedAt ?? ''))
  })

  test('of what is pinned to a provider no more run at once than may, and nothing else waits for it', async () => {
    const viewer = await aViewer()
    const ids: string[] = []
    for (const provider of ['vertex', 'vertex', 'vertex', 'gemini', null]) {
      const input = aGenerationInput({ provider, prompt: `Pinned to ${provider} [[slow:200]]` })
      ids.push((await createGeneration(viewer, input)).id)
    }
    await world.work({ places: 8, placesOfProvider: { vertex: 1 } })
    expect(await mostAtOnce({ teamId: viewer.teamId, provider: 'vertex' }, ids)).toBe(1)
    const order = await db.generation.findMany({
      where: { id: { in: ids } },
      orderBy: { startedAt: 'asc' },
      select: { provider: true },
    })
    expect(order.map(({ provider }) => provider).slice(-2)).toEqual(['vertex', 'vertex'])
  })

  test('whoever asks for one does not wait for the hundred of another', async () => {
    const team = await aTeam()
    const greedy = await aViewer({ team })
    const modest = await aViewer({ team })
    const many: string[] = []
    for (let index = 0; index < 20; index++) many.push(await made(greedy, `Greedy ${index} [[slow:50]]`))
    const one = await made(modest, 'Modest [[slow:50]]')
    expect(await findGeneration(modest, one)).toMatchObject({ status: 'queued', position: 2 })
    await world.work({ places: 1 })
    await reaches(modest, one, 'succeeded')
    const before = await db.generation.count({
      where: { id: { in: many }, status: { in: ['succeeded', 'running'] } },
    })
    expect(before).toBeLessThanOrEqual(3)
  })
})

test('the badge counts what waits and runs, mine and the whole team’s, and nothing of other teams', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team, role: 'guest' })
  const stranger = await aViewer()
  const ids = [await made(author, 'Badge one'), await made(author, 'Badge two')]
  await createGeneration(author, aGenerationInput({ visibility: 'private' }))
  expect(await queueCounts(author)).toEqual({ mine: 3, team: 3 })
  await db.generation.updateMany({ where: { id: ids[0] ?? '' }, data: { status: 'running' } })
  expect(await queueCounts(colleague)).toEqual({ mine: 0, team: 3 })
  await db.generation.updateMany({ where: { id: ids[0] ?? '' }, data: { status: 'succeeded' } })
  expect(await queueCounts(colleague)).toEqual({ mine: 0, team: 2 })
  expect(await queueCounts(stranger)).toEqual({ mine: 0, team: 0 })
})
