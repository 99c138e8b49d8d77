import { expect, test } from 'vitest'
import { aBatchInput, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createBatch, getBatch, listCells } from './data.ts'

const world = openWorld()

test('extra JSON goes out with every cell, and is checked before anything is written', async () => {
  await world.work()
  const viewer = await aViewer()
  const extra = { style: { raw: true } }
  const { id } = await createBatch(viewer, aBatchInput({ template: 'Extra {red|blue}', extra }))
  await eventually(async () => (await getBatch(viewer, id)).state === 'done', 30_000)
  const { cells } = await listCells(viewer, id)
  expect(cells.map(({ generation }) => generation?.extra)).toEqual([extra, extra])
  const calls = world.standin.control
    .calls()
    .filter(({ fields }) => String(fields['prompt']).includes('Extra '))
  expect(calls.map(({ fields }) => fields['style'])).toEqual([extra.style, extra.style])
  const owned = createBatch(viewer, aBatchInput({ template: 'Extra {a|b}', extra: { stream: true } }))
  await expect(owned).rejects.toThrow('"stream" cannot be extra JSON: the playground decides it.')
})
