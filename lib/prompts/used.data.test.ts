import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { createBatch, listCells } from '#lib/batches/data.ts'
import type { Plan } from '#lib/batches/schema.ts'
import { db } from '#lib/db/client.ts'
import {
  createGeneration,
  getGeneration,
  removeGeneration,
  retryGeneration,
  setVisibility,
} from '#lib/generations/data.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { getImageDetail, removeImages, setMarks } from '#lib/images/data.ts'
import { purgeTrash } from '#lib/images/run/trash.ts'
import { aCrowd, aPrompt, aVersion, content } from '#tests/setup/library.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aBatchInput, aGenerationInput, aViewer, openWorld } from '#tests/setup/world.ts'
import { getPrompt, getVersion, listLibrary, removePrompt, restorePrompt } from './data.ts'
import { purgePrompts } from './run.ts'

openWorld()

const ask = async (viewer: Viewer, input: Partial<GenerationInput>) => {
  const { id } = await createGeneration(viewer, aGenerationInput(input))
  return (await getGeneration(viewer, id)).version
}

describe('a generation', () => {
  test('remembers the version whose text was typed, with its variables, and goes on to with a retry', async () => {
    const viewer = await aViewer()
    const text = 'A sign that says "{{name}}"'
    const prompt = await aPrompt(viewer, { content: content(text) })
    const { id: promptVersionId } = prompt.version
    const typed = { template: text, prompt: 'A sign that says "Rye"', variables: { name: 'Rye' } }
    const used = { id: promptVersionId, number: 1, promptId: prompt.id, title: 'Bakery sign' }
    expect(await ask(viewer, { ...typed, promptVersionId })).toEqual(used)
    const plain = await aVersion(viewer, prompt.id, 'A plain sign')
    expect(await ask(viewer, { prompt: 'A plain sign', promptVersionId: plain })).toEqual({
      ...used,
      id: plain,
      number: 2,
    })
    const failed = aGenerationInput({ ...typed, promptVersionId })
    await createGeneration(viewer, failed)
    await db.generation.update({ where: { id: failed.id }, data: { status: 'failed' } })
    await retryGeneration(viewer, failed.id, 0)
    expect((await getGeneration(viewer, failed.id)).version).toEqual(used)
  })

  test('says nothing of a version whose text was changed, that is not one’s own, or in the trash', async () => {
    const { member, colleague, stranger } = await aCrowd()
    const prompt = await aPrompt(member, { content: content('A sign') })
    const { id: promptVersionId } = prompt.version
    const typed = { prompt: 'A sign', promptVersionId }
    expect(await ask(member, { ...typed, prompt: 'A sign, gilded' })).toBeNull()
    expect(await ask(member, { ...typed, prompt: 'A sign', template: '{A|One} sign' })).toBeNull()
    for (const viewer of [colleague, stranger]) expect(await ask(viewer, typed)).toBeNull()
    expect(await ask(member, { ...typed, promptVersionId: uuid() })).toBeNull()
    await removePrompt(member, prompt.id)
    expect(await ask(member, typed)).toBeNull()
  })

  test('tells of it those alone who see the prompt, close up, too', async () => {
    const { member, colleague, editor } = await aCrowd()
    const own = await aPrompt(member)
    const team = await aPrompt(editor, { scope: 'team' })
    const [mine, ours] = await Promise.all(
      [own, team].map(({ version }) => aFinishedGeneration(member, { version: version.id })),
    )
    const seen = async (viewer: Viewer, made: typeof mine) => [
      (await getGeneration(viewer, made?.id ?? '')).version?.promptId,
      (await getImageDetail(viewer, made?.imageIds[0] ?? '')).version?.promptId,
      (await getImageDetail(viewer, made?.imageIds[0] ?? '')).input.version?.promptId,
    ]
    expect(await seen(member, mine)).toEqual([own.id, own.id, own.id])
    expect(await seen(colleague, mine)).toEqual([undefined, undefined, undefined])
    expect(await seen(colleague, ours)).toEqual([team.id, team.id, team.id])
    await removePrompt(editor, team.id)
    expect(await seen(member, ours)).toEqual([undefined, undefined, undefined])
    await restorePrompt(editor, team.id)
    expect(await seen(member, ours)).toEqual([team.id, team.id, team.id])
  })

  test('of the same key with another version is another request', async () => {
    const viewer = await aViewer()
    const { version } = await aPrompt(viewer, { content: content('A sign') })
    const input = aGenerationInput({ prompt: 'A sign' })
    await createGeneration(viewer, { ...input, promptVersionId: version.id })
    await createGeneration(viewer, { ...input, promptVersionId: version.id })
    await expect(createGeneration(viewer, input)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a batch', () => {
  const model = { modelId: 'imagen-3.0-generate-002', provider: null, parameters: {} }
  const text = 'A {red|blue} {{thing=boat}}'
  const words = { template: text, variables: {} }
  const plans: [string, Plan, number][] = [
    ['all variants', { kind: 'variants', ...words, ...model, sample: null }, 2],
    [
      'several models',
      {
        kind: 'models',
        ...words,
        parameters: {},
        modelIds: ['imagen-3.0-generate-002', 'imagen-4.0-generate-001'],
      },
      4,
    ],
    [
      'a matrix over a variable',
      {
        kind: 'matrix',
        base: { ...words, ...model },
        axes: [
          { kind: 'variable', label: 'Thing', name: 'thing', values: ['boat', 'hut'] },
          { kind: 'expansion', label: 'Colour' },
        ],
      },
      4,
    ],
  ]
  const versionsOf = async (viewer: Viewer, plan: Plan, promptVersionId: string) => {
    const { id } = await createBatch(viewer, { ...aBatchInput(), plan, promptVersionId })
    const { cells } = await listCells(viewer, id)
    return cells.map(({ generation }) => generation?.version?.id ?? null)
  }

  test.each(plans)('%s remembers it in each of its cells', async (_name, plan, cells) => {
    const viewer = await aViewer()
    const { version } = await aPrompt(viewer, { content: content(text) })
    expect(await versionsOf(viewer, plan, version.id)).toEqual(
      Array.from({ length: cells }, () => version.id),
    )
  })

  test('of a file remembers it in the rows that have its words, and in no other', async () => {
    const viewer = await aViewer()
    const { version } = await aPrompt(viewer, { content: content('A {{thing}}') })
    const plan: Plan = {
      kind: 'file',
      base: { template: 'A {{thing}}', variables: {}, ...model },
      rows: [
        { line: 2, prompt: null, variables: { thing: 'boat' }, parameters: {} },
        { line: 3, prompt: 'Something else', variables: {}, parameters: {} },
      ],
    }
    expect(await versionsOf(viewer, plan, version.id)).toEqual([version.id, null])
  })
})

describe('what came of a prompt', () => {
  test('is counted from what was made with each of its versions', async () => {
    const { editor, member, colleague } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const first = prompt.version.id
    const second = await aVersion(editor, prompt.id, 'A better sign')
    const two = await aFinishedGeneration(member, { version: first, images: 2, costMicros: 20_000n })
    await aFinishedGeneration(member, { version: first, status: 'partial', costMicros: 50_000n })
    await aFinishedGeneration(member, { version: first, status: 'refused', images: 0 })
    await aFinishedGeneration(member, { version: first, status: 'cancelled', images: 0 })
    await aFinishedGeneration(member, { version: first, status: 'running', images: 0 })
    const best = await aFinishedGeneration(colleague, { version: second })
    await setMarks(member, two.imageIds.slice(0, 1), { rating: 2 })
    await setMarks(colleague, two.imageIds.slice(0, 1), { rating: 5 })
    await setMarks(colleague, best.imageIds, { rating: 5 })
    const { versions, stats } = await getPrompt(member, prompt.id)
    expect(versions.map(({ number, stats: each }) => [number, each])).toEqual([
      [2, { uses: 1, images: 1, successRate: 1, meanCostMicros: 30_000, meanRating: 5, ratings: 1 }],
      [1, { uses: 5, images: 3, successRate: 2 / 3, meanCostMicros: 30_000, meanRating: 3.5, ratings: 2 }],
    ])
    expect(stats).toEqual({
      uses: 6,
      images: 4,
      successRate: 3 / 4,
      meanCostMicros: 30_000,
      meanRating: 4,
      ratings: 3,
    })
    const { best: pictures, stats: own } = await getVersion(member, first)
    expect(pictures.map(({ id }) => id)[0]).toBe(two.imageIds[0])
    expect(own).toEqual(versions[1]?.stats)
  })

  test('is only what one sees, and nothing of another environment', async () => {
    const { editor, member, admin } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const version = prompt.version.id
    const open = await aFinishedGeneration(member, { version })
    const hidden = await aFinishedGeneration(member, { version })
    await setMarks(member, hidden.imageIds, { rating: 5 })
    await setVisibility(member, hidden.id, 'private')
    await aFinishedGeneration(member, { version, environment: 'live' })
    const trashed = await aFinishedGeneration(member, { version })
    await removeGeneration(member, trashed.id)
    const seen = async (viewer: Viewer) => {
      const { stats, best } = await getVersion(viewer, version)
      return { uses: stats.uses, ratings: stats.ratings, best: best.map(({ id }) => id) }
    }
    const everything = { uses: 2, ratings: 1, best: [...hidden.imageIds, ...open.imageIds] }
    expect(await seen(member)).toEqual(everything)
    expect(await seen(admin)).toEqual(everything)
    expect(await seen(editor)).toEqual({ uses: 1, ratings: 0, best: open.imageIds })
    await removeImages(member, open.imageIds)
    expect(await seen(editor)).toEqual({ uses: 1, ratings: 0, best: [] })
    expect((await listLibrary(editor)).prompts).toMatchObject([
      { stats: { uses: 1, images: 0 }, cover: null },
    ])
    expect((await listLibrary(member)).prompts).toMatchObject([{ cover: { id: hidden.imageIds[0] } }])
  })

  test('puts what was used most first', async () => {
    const { editor, member } = await aCrowd()
    const [often, once, never] = [
      await aPrompt(editor, { scope: 'team', title: 'Often' }),
      await aPrompt(editor, { scope: 'team', title: 'Once' }),
      await aPrompt(editor, { scope: 'team', title: 'Never' }),
    ]
    const later = await aVersion(editor, often.id, 'A better sign')
    for (const version of [often.version.id, later, once.version.id])
      await aFinishedGeneration(member, { version })
    const { prompts } = await listLibrary(member, { sort: 'used' })
    expect(prompts.map(({ id, stats }) => [id, stats.uses])).toEqual([
      [often.id, 2],
      [once.id, 1],
      [never.id, 0],
    ])
  })
})

test('30 days in the trash, and a prompt is gone with its history; what was made with it stays', async () => {
  const { editor, member } = await aCrowd()
  const prompt = await aPrompt(editor, { scope: 'team', folder: 'Sea' })
  const young = await aPrompt(editor, { scope: 'team', title: 'Young' })
  const { id, imageIds } = await aFinishedGeneration(member, { version: prompt.version.id })
  const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000)
  for (const { id: each } of [prompt, young]) await removePrompt(editor, each)
  await db.prompt.update({ where: { id: prompt.id }, data: { trashedAt: ago(30.1) } })
  await db.prompt.update({ where: { id: young.id }, data: { trashedAt: ago(29.9) } })
  await db.folder.updateMany({ where: { teamId: editor.teamId }, data: { createdAt: ago(31) } })
  await purgePrompts()
  await purgeTrash()
  await expect(restorePrompt(editor, prompt.id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await db.promptVersion.count({ where: { promptId: prompt.id } })).toBe(0)
  expect(await db.folder.count({ where: { teamId: editor.teamId } })).toBe(0)
  expect(await getGeneration(member, id)).toMatchObject({ version: null, images: [{ id: imageIds[0] }] })
  await restorePrompt(editor, young.id)
})
