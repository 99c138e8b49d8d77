import { buffer } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { aBatchInput, aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { createBatch, getBatch, listCells, listFeed, zipBatch } from './data.ts'
import { findBatchNews } from './data/read.ts'
import { batchPolicy } from './policy.ts'
import type { Axis, BatchInput } from './schema.ts'

openWorld()

afterEach(async () => {
  await db.generation.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
})

async function people() {
  const team = await aTeam()
  const [ada, colleague, guest, admin] = [
    await aViewer({ team }),
    await aViewer({ team, role: 'editor' }),
    await aViewer({ team, role: 'guest' }),
    await aViewer({ team, role: 'admin' }),
  ]
  return { ada, admin, others: [colleague, guest] }
}

const modelId = 'imagen-3.0-generate-002'

/** Secret words down, numbers across. */
function aMatrix(): BatchInput {
  const axes: Axis[] = [
    { kind: 'variable', label: 'What', name: 'what', values: ['a boat', 'a surprise', 'a kite'] },
    { kind: 'parameter', label: 'Quality', name: 'output_compression', values: [10, 20] },
  ]
  const parameters = { output_format: 'jpeg' }
  const base = { template: '{{what}} at sea', variables: {}, modelId, provider: null, parameters }
  return { ...aBatchInput(), plan: { kind: 'matrix', base, axes } }
}

async function made(viewer: Viewer, input: BatchInput) {
  const { id } = await createBatch(viewer, input)
  const { cells } = await listCells(viewer, id)
  return { id, generations: cells.map(({ generation }) => generation?.id ?? '') }
}

/** The manifest's text: an entry of a zip is stored as it is. */
const manifest = async (viewer: Viewer, id: string) =>
  (await buffer((await zipBatch(viewer, id)).stream)).toString()

/** All that a person is told of a batch, by every way there is. */
async function told(viewer: Viewer, id: string) {
  const { items } = await listFeed(viewer)
  const missing = (error: unknown) => {
    expect(error).toMatchObject({ code: 'not_found', message: 'That batch is gone.' })
    return null
  }
  return {
    one: await getBatch(viewer, id).catch(missing),
    fed: items.find((item) => item.kind === 'batch' && item.batch.id === id) ?? null,
    cells: await listCells(viewer, id).catch(missing),
    zip: await manifest(viewer, id).catch(missing),
    news: await findBatchNews(viewer, id, true),
  }
}

describe('of a batch', () => {
  test('whose pictures are all private, nothing is told but to its author and the admins', async () => {
    const { ada, admin, others } = await people()
    const template = 'A {red|blue} surprise for {{who=Bob}}'
    const { id, generations } = await made(ada, aBatchInput({ template }))
    const isNothing = async (viewer: Viewer) =>
      Object.values(await told(viewer, id)).every((each) => each === null)
    for (const viewer of others) expect(await isNothing(viewer)).toBe(false)

    for (const generation of generations) await setVisibility(ada, generation, 'private')
    for (const viewer of others) {
      expect(await isNothing(viewer)).toBe(true)
      expect((await listFeed(viewer)).items).toEqual([])
    }
    for (const viewer of [ada, admin]) {
      const { one, cells, zip, ...rest } = await told(viewer, id)
      expect(one).toMatchObject({ title: template })
      expect(cells?.cells.map(({ labels }) => labels[0])).toEqual(['red', 'blue'])
      expect(zip).toContain('surprise')
      expect(Object.values(rest)).not.toContain(null)
    }

    await setVisibility(ada, generations[1] ?? '', 'team')
    for (const viewer of others) expect(await isNothing(viewer)).toBe(false)
    await db.generation.updateMany({ where: { batchId: id }, data: { trashedAt: new Date() } })
    for (const viewer of others) expect(await isNothing(viewer)).toBe(true)
    expect(await getBatch(ada, id)).toMatchObject({ title: template })
  })

  test('the words of a hidden cell stay hidden, and the plan is its author’s and the admins’', async () => {
    const { ada, admin, others } = await people()
    const { id, generations } = await made(ada, aMatrix())
    for (const at of [2, 3, 5]) await setVisibility(ada, generations[at] ?? '', 'private')
    for (const viewer of others) {
      const seen = await told(viewer, id)
      expect(JSON.stringify(seen)).not.toContain('surprise')
      const axes = [{ values: ['a boat', '', 'a kite'] }, { values: ['10', '20'] }]
      expect(seen).toMatchObject({ one: { axes }, fed: { batch: { axes } } })
      const labels = [['a boat', '10'], ['a boat', '20'], [], [], ['a kite', '10'], []]
      expect(seen.cells).toMatchObject({ cells: labels.map((each) => ({ labels: each })) })
      expect(seen.zip).not.toContain('"plan"')
    }
    for (const viewer of [ada, admin]) {
      const seen = await told(viewer, id)
      expect(seen.one).toMatchObject({ axes: [{ values: ['a boat', 'a surprise', 'a kite'] }, {}] })
      expect(seen.cells?.cells[2]).toMatchObject({ generation: {}, labels: ['a surprise', '10'] })
      expect(seen.zip).toContain('"plan":{')
    }
  })

  test('what is reused counts as seen like what was made for it', async () => {
    const { ada, others } = await people()
    const { generations } = await made(ada, aBatchInput({ template: 'Twice {x|y}' }))
    const again = await made(ada, aBatchInput({ template: 'Once more {x|y}' }))
    await db.generation.updateMany({ where: { batchId: again.id }, data: { visibility: 'private' } })
    const shown = { batchId: again.id, position: 0 }
    await db.batchCell.update({
      where: { batchId_position: shown },
      data: { generationId: generations[0] ?? '', isReused: true },
    })
    for (const viewer of others)
      expect(
        (await told(viewer, again.id)).cells?.cells.map(({ generation }) => generation !== null),
      ).toEqual([true, false])
  })
})

test('the policy says the same as the database', async () => {
  const { ada, admin, others } = await people()
  for (const visibility of ['team', 'private'] as const)
    for (const ofGenerations of ['team', 'private'] as const) {
      const { id, generations } = await made(ada, aBatchInput({}, { visibility }))
      for (const generation of generations) await setVisibility(ada, generation, ofGenerations)
      for (const viewer of [ada, admin, ...others]) {
        const isAnySeen = ofGenerations === 'team' || viewer === ada || viewer === admin
        const isSeen = await getBatch(viewer, id).then(
          () => true,
          () => false,
        )
        expect(isSeen).toBe(batchPolicy.see(viewer, { authorId: ada.userId, visibility, isAnySeen }))
      }
    }
})
