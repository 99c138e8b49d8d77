import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { bulkQueue, work } from '#lib/jobs/queues.ts'
import { follow } from '#lib/realtime/channel.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { listChanges, startChange, takeChangeBack } from './data.ts'
import { workThrough } from './run.ts'

openWorld()

const stateOf = async (viewer: Viewer, id: string) =>
  (await listChanges(viewer)).changes.find((change) => change.id === id)

const inTrash = (viewer: Viewer) =>
  db.image.count({ where: { teamId: viewer.teamId, trashedAt: { not: null } } })

test('many images are changed in the background, told of in few words, and given back', async () => {
  await work(bulkQueue, 1, ({ changeId }) => workThrough(changeId))
  const viewer = await aViewer()
  const images = (await aFinishedGeneration(viewer, { images: 650 })).imageIds
  let told = 0
  const unfollow = follow({
    onMessage: (message) => void (message.kind !== 'queue' && message.teamId === viewer.teamId && told++),
    onGap: () => undefined,
  })
  const started = await startChange(viewer, { id: uuid(), selection: { images }, change: { kind: 'trash' } })
  expect(started).toMatchObject({ state: 'running', total: 650, done: 0, canUndo: true })
  await eventually(async () => (await stateOf(viewer, started.id))?.state === 'done', 20_000)
  expect(await inTrash(viewer)).toBe(650)
  const undo = await takeChangeBack(viewer, started.id)
  expect(undo).toMatchObject({ isUndo: true, kind: 'trash', total: 650, canUndo: false })
  await eventually(async () => (await stateOf(viewer, undo.id))?.state === 'done', 20_000)
  unfollow()
  expect(await inTrash(viewer)).toBe(0)
  expect(await stateOf(viewer, started.id)).toMatchObject({ state: 'undone', canUndo: false })
  expect(told).toBeLessThanOrEqual(8)
})
