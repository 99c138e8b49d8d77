import { v7 as uuid } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { database, db } from '#lib/db/client.ts'
import { createGeneration, findGeneration, removeGeneration, setVisibility } from '#lib/generations/data.ts'
import {
  aBatchInput,
  aGenerationInput,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { createBatch, getBatch, listCells, listFeed, planBatch } from './data.ts'
import type { Axis, Batch, BatchInput, Plan } from './schema.ts'

const world = openWorld()

// Whatever a test leaves in the queue would be in the way of the next one's.
afterEach(async () => {
  await db.generation.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
})

const modelId = 'imagen-3.0-generate-002'

/** A grid over two parameters that the first model has. */
function aMatrix(template: string, rows: number, columns: number): Plan {
  const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1)
  const axes: Axis[] = [
    {
      kind: 'variable',
      label: 'Number',
      name: 'number',
      values: numbers(rows).map(String),
    },
    { kind: 'parameter', label: 'Quality', name: 'output_compression', values: numbers(columns) },
  ]
  const base = {
    template: `${template} {{number}}`,
    variables: {},
    modelId,
    provider: null,
    parameters: { output_format: 'jpeg' },
  }
  return { kind: 'matrix', base, axes }
}

async function ends(viewer: Viewer, id: string, withinMs = 30_000): Promise<Batch> {
  return eventually(async () => {
    const batch = await getBatch(viewer, id)
    return batch.state === 'done' && batch
  }, withinMs)
}

const nothing = {
  queued: 0,
  running: 0,
  succeeded: 0,
  partial: 0,
  refused: 0,
  failed: 0,
  cancelled: 0,
  unknown: 0,
  lost: 0,
  reused: 0,
}

test('a batch is in the queue at once, whole and reserved, and is drawn, counted and paid', async () => {
  const viewer = await aViewer()
  const input = aBatchInput({ template: 'A {red|blue|green} boat at {{where=sea}}' })
  const { id } = await createBatch(viewer, input)
  expect(await getBatch(viewer, id)).toMatchObject({
    kind: 'variants',
    title: 'A {red|blue|green} boat at {{where=sea}}',
    state: 'running',
    axes: [],
    counts: { ...nothing, total: 3, queued: 3 },
    estimateMicros: 90_000,
    costMicros: 0,
    can: { pause: true, resume: false, cancel: true, retryFailed: false },
  })
  expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 0, reserved: 90_000 })
  await world.work()
  expect(await ends(viewer, id)).toMatchObject({
    counts: { ...nothing, total: 3, succeeded: 3 },
    costMicros: 90_000,
    can: { pause: false, resume: false, cancel: false, retryFailed: false },
  })
  expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 90_000, reserved: 0 })
  const { cells, next } = await listCells(viewer, id)
  expect(next).toBeNull()
  expect(cells).toMatchObject([
    { position: 0, coordinates: [0], labels: ['red'], isReused: false },
    { position: 1, coordinates: [1], labels: ['blue'] },
    { position: 2, coordinates: [2], labels: ['green'] },
  ])
  expect(cells[1]?.generation).toMatchObject({
    status: 'succeeded',
    batchId: id,
    prompt: 'A blue boat at sea',
    template: 'A {red|blue|green} boat at {{where=sea}}',
    images: [{ position: 0 }],
  })
})

test('what was typed stays with a single generation, too, and is hidden with it', async () => {
  const viewer = await aViewer()
  const words = { template: 'A {{what}}', variables: { what: 'kite' } }
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt: 'A kite', ...words }))
  expect(await findGeneration(viewer, id)).toMatchObject({ prompt: 'A kite', ...words, batchId: null })
  const same = aGenerationInput({ prompt: 'A kite', template: 'A kite', variables: {} })
  await createGeneration(viewer, same)
  expect(await findGeneration(viewer, same.id)).toMatchObject({ template: null, variables: {} })
})

describe('asked twice', () => {
  test('fifty submissions at once are one batch, with each cell once', async () => {
    const viewer = await aViewer()
    const input: BatchInput = { ...aBatchInput(), plan: aMatrix('Fifty at once', 5, 4) }
    const made = await Promise.all(Array.from({ length: 50 }, () => createBatch(viewer, input)))
    expect(new Set(made.map(({ id }) => id))).toEqual(new Set([input.id]))
    const mine = { teamId: viewer.teamId }
    expect(await db.batch.count({ where: mine })).toBe(1)
    expect(await db.generation.count({ where: mine })).toBe(20)
    expect(await ledgerMicros(mine)).toEqual({ spent: 0, reserved: 600_000 })
    await world.work()
    await ends(viewer, input.id)
    expect(world.callsOf('Fifty at once')).toBe(20)
    expect(await ledgerMicros(mine)).toEqual({ spent: 600_000, reserved: 0 })
    await createBatch(viewer, input)
    expect(await db.generation.count({ where: mine })).toBe(20)
  })

  test("the same id for something else, or somebody else's, is refused", async () => {
    const viewer = await aViewer()
    const stranger = await aViewer()
    const input = aBatchInput()
    await createBatch(viewer, input)
    const other = aBatchInput({ template: 'Something {else|more}' }, { id: input.id })
    await expect(createBatch(viewer, other)).rejects.toMatchObject({ code: 'conflict' })
    await expect(createBatch(stranger, input)).rejects.toMatchObject({ code: 'conflict' })
    expect(await db.generation.count({ where: { teamId: viewer.teamId } })).toBe(3)
    expect(await db.generation.count({ where: { teamId: stranger.teamId } })).toBe(0)
  })
})

test('a thousand cells are made in one step', async () => {
  const viewer = await aViewer()
  const input: BatchInput = { ...aBatchInput(), plan: aMatrix('A thousand', 20, 50) }
  const startedAt = performance.now()
  const planned = await planBatch(viewer, input.plan, { reuse: true })
  const plannedAt = performance.now()
  expect(planned).toMatchObject({
    ok: true,
    cells: 1_000,
    images: 1_000,
    existing: 0,
    toMake: 1_000,
    price: { known: true, micros: 30_000_000 },
    problemCount: 0,
  })
  await createBatch(viewer, input)
  const madeAt = performance.now()
  const batch = await getBatch(viewer, input.id)
  const readAt = performance.now()
  expect(batch.counts).toEqual({ ...nothing, total: 1_000, queued: 1_000 })
  expect(batch.estimateMicros).toBe(30_000_000)
  expect(await ledgerMicros({ teamId: viewer.teamId })).toEqual({ spent: 0, reserved: 30_000_000 })
  const seen: string[] = []
  for (let after: number | null = -1; after !== null;) {
    const page = await listCells(viewer, input.id, { after, limit: 200 })
    seen.push(...page.cells.map(({ labels }) => labels.join()))
    after = page.next
  }
  expect(new Set(seen).size).toBe(1_000)
  const ms = (from: number, to: number) => `${Math.round(to - from)} ms`
  process.stderr.write(
    `1,000 cells on the ${database().kind} database: planned in ${ms(startedAt, plannedAt)}, made in ${ms(plannedAt, madeAt)}, read in ${ms(madeAt, readAt)}\n`,
  )
})

describe('what cannot be made', () => {
  test('is refused before anything is written, with the true number of cells', async () => {
    const viewer = await aViewer()
    const template = '{0|1|2|3|4|5|6|7|8|9}'.repeat(9)
    const input = aBatchInput({ template })
    expect(await planBatch(viewer, input.plan, { reuse: false })).toMatchObject({
      ok: false,
      reason: 'too_many',
      count: '1000000000',
    })
    await expect(createBatch(viewer, input)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('1,000,000,000 pictures'),
    })
    expect(await db.batch.count({ where: { teamId: viewer.teamId } })).toBe(0)
  })

  test('is named cell by cell', async () => {
    const viewer = await aViewer()
    const sizes: Axis = { kind: 'parameter', label: 'Images', name: 'n', values: [1, 99, 2] }
    const base = { template: 'A boat', variables: {}, modelId, provider: null, parameters: {} }
    const plan: Plan = { kind: 'matrix', base, axes: [sizes] }
    expect(await planBatch(viewer, plan, { reuse: false })).toMatchObject({
      cells: 3,
      images: 3,
      toMake: 2,
      price: { known: true, micros: 90_000 },
      problems: [{ position: 1, label: '99', line: null, message: 'Images must be at most 10.' }],
      problemCount: 1,
    })
    await expect(createBatch(viewer, { ...aBatchInput(), plan })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Images must be at most 10.'),
    })
    const row = (line: number, prompt: string) => ({ line, prompt, variables: {}, parameters: {} })
    const file: Plan = {
      kind: 'file',
      base: { ...base, template: '' },
      rows: [row(3, 'A boat'), row(9, ' ')],
    }
    expect(await planBatch(viewer, file, { reuse: false })).toMatchObject({
      problems: [{ line: 9, message: 'Write a prompt.' }],
    })
    expect(await db.generation.count({ where: { teamId: viewer.teamId } })).toBe(0)
  })

  test('a model that is gone or cannot be used is said once for its cells, and the others are priced', async () => {
    const viewer = await aViewer()
    const plan: Plan = {
      kind: 'models',
      template: 'A boat',
      variables: {},
      modelIds: [modelId, 'imagen-99', 'veo-3.1-fast'],
      parameters: {},
    }
    expect(await planBatch(viewer, plan, { reuse: false })).toMatchObject({
      cells: 3,
      toMake: 1,
      problems: [
        { position: 1, message: expect.stringContaining('There is no model imagen-99') },
        { position: 2, message: expect.stringContaining('It makes video') },
      ],
    })
  })

  test('a price that cannot be known is said, and the batch is made without a reservation', async () => {
    const viewer = await aViewer()
    const values = Array.from({ length: 101 }, (_, index) => index)
    const axes: Axis[] = [
      { kind: 'parameter', label: 'Quality', name: 'output_compression', values: values.slice(0, 51) },
      { kind: 'parameter', label: 'Shape', name: 'aspect_ratio', values: ['1:1', '2:1'] },
    ]
    const base = { template: 'Many prices', variables: {}, modelId, provider: null, parameters: {} }
    const input: BatchInput = { ...aBatchInput(), plan: { kind: 'matrix', base, axes } }
    const before = world.standin.control.calls().length
    expect(await planBatch(viewer, input.plan, { reuse: false })).toMatchObject({
      toMake: 102,
      price: { known: false, reason: expect.stringContaining('too many different prices') },
    })
    expect(world.standin.control.calls().length - before).toBe(0)
    await createBatch(viewer, input)
    expect((await getBatch(viewer, input.id)).estimateMicros).toBeNull()
  })
})

describe('reusing what exists', () => {
  test('costs nothing, and asks for nothing again', async () => {
    await world.work()
    const viewer = await aViewer()
    const first = aBatchInput({ template: 'Reused {a|b|c}' })
    await createBatch(viewer, first)
    await ends(viewer, first.id)
    const wider = aBatchInput({ template: 'Reused {a|b|c|d}' }, { reuse: true })
    expect(await planBatch(viewer, wider.plan, { reuse: true })).toMatchObject({
      cells: 4,
      existing: 3,
      toMake: 1,
      price: { known: true, micros: 30_000 },
    })
    expect(await planBatch(viewer, wider.plan, { reuse: false })).toMatchObject({
      existing: 3,
      toMake: 4,
      price: { known: true, micros: 120_000 },
    })
    await createBatch(viewer, wider)
    const done = await ends(viewer, wider.id)
    expect(done).toMatchObject({
      counts: { ...nothing, total: 4, reused: 3, succeeded: 1 },
      costMicros: 30_000,
      estimateMicros: 30_000,
    })
    expect(world.callsOf('Reused')).toBe(4)
    const again = aBatchInput({ template: 'Reused {a|b|c|d}' }, { reuse: true })
    await createBatch(viewer, again)
    expect(await getBatch(viewer, again.id)).toMatchObject({
      state: 'done',
      costMicros: 0,
      estimateMicros: 0,
    })
    const { cells } = await listCells(viewer, again.id)
    expect(cells.map(({ isReused, generation }) => [isReused, generation?.images.length])).toEqual(
      Array.from({ length: 4 }, () => [true, 1]),
    )
    expect(world.callsOf('Reused')).toBe(4)
  })

  test("takes nothing of another team, of the trash, or that is a colleague's own", async () => {
    await world.work()
    const team = await aTeam()
    const viewer = await aViewer({ team })
    const colleague = await aViewer({ team })
    const admin = await aViewer({ team, role: 'admin' })
    const stranger = await aViewer()
    const input = aBatchInput({ template: 'Whose {a|b|c}' })
    await createBatch(viewer, input)
    await ends(viewer, input.id)
    const [first, second] = (await listCells(viewer, input.id)).cells.map(
      ({ generation }) => generation?.id ?? '',
    )
    await removeGeneration(viewer, first ?? '')
    await setVisibility(viewer, second ?? '', 'private')
    const existing = async (who: Viewer) => {
      const answer = await planBatch(who, input.plan, { reuse: true })
      return answer.ok && answer.existing
    }
    expect(await existing(viewer)).toBe(2)
    expect(await existing(admin)).toBe(2)
    expect(await existing(colleague)).toBe(1)
    expect(await existing(stranger)).toBe(0)
    const copy = aBatchInput({ template: 'Whose {a|b|c}' }, { reuse: true })
    await createBatch(viewer, copy)
    await ends(viewer, copy.id)
    const hidden = (await listCells(colleague, copy.id)).cells.map(({ generation }) => generation === null)
    expect(hidden).toEqual([false, true, false])
  })
})

describe('who sees a batch', () => {
  test('the team, unless it is private: then its author and the admins; a stranger never', async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const colleague = await aViewer({ team, role: 'editor' })
    const guest = await aViewer({ team, role: 'guest' })
    const admin = await aViewer({ team, role: 'admin' })
    const stranger = await aViewer({ role: 'owner' })
    const shown = await createBatch(author, aBatchInput())
    const own = await createBatch(author, aBatchInput({}, { visibility: 'private' }))
    const listed = async (who: Viewer) =>
      (await listFeed(who)).items.map((item) => (item.kind === 'batch' ? item.batch.id : null))
    for (const who of [author, admin]) expect(await listed(who)).toEqual([own.id, shown.id])
    for (const who of [colleague, guest]) expect(await listed(who)).toEqual([shown.id])
    expect(await listed(stranger)).toEqual([])
    for (const [who, id] of [
      [colleague, own.id],
      [guest, own.id],
      [stranger, own.id],
      [stranger, shown.id],
      [author, uuid()],
    ] as const) {
      await expect(getBatch(who, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(listCells(who, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    const { cells } = await listCells(author, own.id)
    expect(cells.map(({ generation }) => generation?.visibility)).toEqual(['private', 'private', 'private'])
    await expect(createBatch(guest, aBatchInput())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(planBatch(guest, aBatchInput().plan, { reuse: false })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

test('half a character, which the database cannot hold, is replaced', async () => {
  const viewer = await aViewer()
  const { id } = await createBatch(viewer, aBatchInput({ template: 'A {b|c} \ud800' }))
  const { cells } = await listCells(viewer, id)
  expect(cells.map(({ generation }) => generation?.prompt)).toEqual(['A b \ufffd', 'A c \ufffd'])
})
