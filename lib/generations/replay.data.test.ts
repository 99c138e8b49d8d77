import { expect, test } from 'vitest'
import { lumenfall } from '#lib/upstream/lumenfall/adapter.ts'
import { aGenerationInput, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { createGeneration, findGeneration } from './data.ts'

const world = openWorld()

function recording() {
  const { baseUrl, apiKey } = world.standin
  return lumenfall({
    environment: 'standin',
    baseUrl,
    apiKey,
    maxAnswerBytes: 1e8,
    recordsAnswers: true,
    canPriceEdits: true,
  })
}

test('where the upstream records answers, one that was billed and lost is had again, and paid once', async () => {
  const { control } = world.standin
  await world.work({ upstream: recording() })
  const viewer = await aViewer()
  const prompt = 'Had again [[reset-in-body]]'
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt, parameters: { n: 2 } }))
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' && generation.costSource === 'log' && generation
  })
  expect(done.images).toHaveLength(2)
  expect(done.costMicros).toBe(60_000)
  expect(done.images.map((image) => image.costMicros)).toEqual([30_000, 30_000])
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 60_000, reserved: 0 })
  expect(control.bill()).toMatchObject({ totalMicros: 60_000, images: 2 })
})

test('what is had again keeps the price of the first time, also when the worker dies over it', async () => {
  const upstream = recording()
  const first = await world.work({
    upstream: {
      ...upstream,
      async replay(...call) {
        await upstream.replay(...call)
        throw new Error('The worker dies with the answer on its disk.')
      },
    },
  })
  const viewer = await aViewer()
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt: 'Died over [[reset-in-body]]' }))
  await eventually(async () => (await findGeneration(viewer, id))?.status === 'lost')
  await first.stop(1_000)
  await world.work({ upstream })
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' && generation
  })
  expect(done).toMatchObject({ costMicros: 30_000, costSource: 'log' })
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
})

test('an answer that no log entry follows keeps its estimate as its price', async () => {
  world.standin.control.change({ logDelayMs: 60_000 })
  await world.work({ deadlineMs: 500, lookupMs: 300 })
  const viewer = await aViewer()
  const { id } = await createGeneration(
    viewer,
    aGenerationInput({ prompt: 'No word of the price [[no-cost]]' }),
  )
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' && generation
  })
  expect(done).toMatchObject({ costMicros: 30_000, costSource: 'estimate' })
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
  world.standin.control.change({ logDelayMs: 0 })
})

test('a price that the log corrects is corrected in the ledger by an adjustment, never by a change', async () => {
  world.standin.control.addFault({ fault: 'no-cost', times: 1, match: { promptIncludes: 'Filtered' } })
  await world.work()
  const viewer = await aViewer()
  const input = aGenerationInput({ prompt: 'Filtered [[partial:1]]', parameters: { n: 3 } })
  const { id } = await createGeneration(viewer, input)
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.costSource === 'log' && generation
  })
  expect(done).toMatchObject({ status: 'partial', costMicros: 60_000 })
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 60_000, reserved: 0 })
})
