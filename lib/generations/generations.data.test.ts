import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createGeneration, findGeneration } from './data.ts'

const world = openWorld()

const input = (prompt: string, parameters = {}) => ({
  id: uuid(),
  modelId: 'imagen-3.0-generate-002',
  provider: null,
  prompt,
  parameters,
  visibility: 'team' as const,
})

test('a generation is drawn, stored, priced and explained', async () => {
  await world.work()
  const viewer = await aViewer()
  const { id } = await createGeneration(viewer, input('A harbour at dusk', { n: 2, aspect_ratio: '16:9' }))
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' && generation
  })
  expect(done.images).toHaveLength(2)
  expect(done.costMicros).toBe(60_000)
  expect(done.images[0]).toMatchObject({ width: 1408, height: 768, mime: 'image/png', costMicros: 30_000 })
  const ledger = await db.ledgerEntry.findMany({ where: { generationId: id }, orderBy: { createdAt: 'asc' } })
  expect(ledger.map((entry) => [entry.kind, entry.micros])).toEqual([
    ['reserve', 60_000n],
    ['release', -60_000n],
    ['charge', 60_000n],
  ])
})
