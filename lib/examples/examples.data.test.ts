import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { removeGeneration, setVisibility } from '#lib/generations/data.ts'
import { removeImages, restoreImages } from '#lib/images/data.ts'
import { purgeTrash } from '#lib/images/run/trash.ts'
import { parsePrompt, variablesOf } from '#lib/language/schema.ts'
import { removePrompt } from '#lib/prompts/data.ts'
import { aCrowd, aPrompt } from '#tests/setup/library.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import {
  addExamples,
  changeExample,
  getMemberPage,
  listExamples,
  listStarters,
  moveExamples,
  removeExample,
  restoreExample,
} from './data.ts'
import { purgeExamples } from './run.ts'
import type { ExampleFilter, ExamplesInput } from './schema.ts'
import { maxExamples } from './schema.ts'
import { starters } from './schema/starters.ts'

openWorld()

const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000)

/** Adds images; the ids of the examples. */
async function add(
  viewer: Viewer,
  images: readonly string[],
  more: Partial<Omit<ExamplesInput, 'images'>> = {},
): Promise<string[]> {
  const given = images.map((image) => ({ id: uuid(), image }))
  await addExamples(viewer, {
    owner: 'mine',
    title: '',
    note: '',
    isOnProfile: false,
    ...more,
    images: given,
  })
  return given.map(({ id }) => id)
}

const picturesOf = async (viewer: Viewer, filter: ExampleFilter = { owner: 'mine' }) =>
  (await listExamples(viewer, filter)).examples.map(({ picture }) => picture.id)

describe('an example', () => {
  test('has its picture, and how it was made, also when that is emptied', async () => {
    const viewer = await aViewer()
    const { id, imageIds } = await aFinishedGeneration(viewer, { prompt: 'A harbour at dusk' })
    await add(viewer, imageIds, { note: 'Good light' })
    const [example] = (await listExamples(viewer, { owner: 'mine' })).examples
    const recipe = {
      prompt: 'A harbour at dusk',
      template: null,
      variables: {},
      modelId: 'imagen-3.0-generate-002',
      provider: null,
      parameters: { aspect_ratio: '1:1' },
      extra: {},
      n: 1,
      inputs: 0,
    }
    expect(example).toMatchObject({
      owner: { id: viewer.userId },
      title: 'A harbour at dusk',
      note: 'Good light',
      picture: { id: imageIds[0], environment: 'standin' },
      recipe,
      version: null,
      isOnProfile: false,
      can: { change: true },
    })
    await db.generation.update({ where: { id }, data: { prompt: null, parameters: {} } })
    expect((await listExamples(viewer, { owner: 'mine' })).examples[0]?.recipe).toEqual(recipe)
  })

  test('is there once, however often it is added, and gets its own words', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, { images: 3 })
    const input = {
      owner: 'mine',
      title: 'Harbours',
      note: '',
      isOnProfile: true,
      images: imageIds.slice(0, 2).map((image) => ({ id: uuid(), image })),
    } as const
    expect(await addExamples(viewer, { ...input, images: [...input.images] })).toEqual({ added: 2 })
    expect(await addExamples(viewer, { ...input, images: [...input.images] })).toEqual({ added: 0 })
    await add(viewer, imageIds)
    expect(await picturesOf(viewer)).toEqual(imageIds)
    const [first] = (await listExamples(viewer, { owner: 'mine' })).examples
    expect(first).toMatchObject({ title: 'Harbours', isOnProfile: true })
    await changeExample(viewer, { id: first?.id ?? '', title: 'Piers', isOnProfile: false })
    expect((await listExamples(viewer, { owner: 'mine' })).examples[0]).toMatchObject({
      title: 'Piers',
      note: '',
      isOnProfile: false,
    })
  })

  test('is taken out and had back in its place, but not where its picture was added anew', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, { images: 3 })
    const [a = '', b = '', c = ''] = imageIds
    const [, second = ''] = await add(viewer, imageIds)
    await removeExample(viewer, second)
    await removeExample(viewer, second)
    expect(await picturesOf(viewer)).toEqual([a, c])
    await restoreExample(viewer, second)
    expect(await picturesOf(viewer)).toEqual([a, b, c])
    await removeExample(viewer, second)
    await add(viewer, [b])
    await restoreExample(viewer, second)
    expect(await picturesOf(viewer)).toEqual([a, c, b])
    await db.example.updateMany({ where: { id: second }, data: { trashedAt: ago(30.1) } })
    await purgeExamples()
    await expect(restoreExample(viewer, second)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of a picture in the trash, or that became private, does not show, and comes back with it', async () => {
    const { editor, member, colleague } = await aCrowd()
    const one = await aFinishedGeneration(member)
    const other = await aFinishedGeneration(member)
    await add(editor, [...one.imageIds, ...other.imageIds], { owner: 'team' })
    const shown = (viewer: Viewer) => picturesOf(viewer, { owner: 'team' })
    await removeImages(member, one.imageIds)
    expect(await shown(colleague)).toEqual(other.imageIds)
    await restoreImages(member, one.imageIds)
    await setVisibility(member, other.id, 'private')
    expect(await shown(colleague)).toEqual(one.imageIds)
    expect(await shown(editor)).toEqual(one.imageIds)
    expect(await shown(member)).toEqual([...one.imageIds, ...other.imageIds])
    await removeGeneration(member, one.id)
    expect(await shown(editor)).toEqual([])
  })

  test('goes for good with its picture', async () => {
    const { editor, member } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member, { images: 2 })
    await add(editor, imageIds, { owner: 'team' })
    await add(member, imageIds)
    const [gone = '', kept = ''] = imageIds
    await removeImages(member, [gone])
    await db.image.update({ where: { id: gone }, data: { trashedAt: ago(30.1) } })
    await purgeTrash()
    expect(await db.image.count({ where: { id: gone } })).toBe(0)
    expect(await db.example.count({ where: { teamId: member.teamId } })).toBe(2)
    expect(await picturesOf(member, { owner: 'team' })).toEqual([kept])
  })

  test('says which of the library’s versions it was made with, to those who see that', async () => {
    const { editor, member } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const own = await aPrompt(editor)
    const ours = await aFinishedGeneration(member, { version: prompt.version.id })
    const theirs = await aFinishedGeneration(editor, { version: own.version.id })
    await add(editor, [...ours.imageIds, ...theirs.imageIds], { owner: 'team' })
    const versions = async (viewer: Viewer) =>
      (await listExamples(viewer, { owner: 'team' })).examples.map(({ version }) => version?.promptId)
    expect(await versions(editor)).toEqual([prompt.id, own.id])
    expect(await versions(member)).toEqual([prompt.id, undefined])
    expect(await picturesOf(member, { prompt: prompt.id })).toEqual(ours.imageIds)
    await removePrompt(editor, prompt.id)
    expect(await versions(member)).toEqual([undefined, undefined])
  })
})

describe('which', () => {
  test('mine, the team’s, a member’s page, a model’s', async () => {
    const { editor, member, colleague } = await aCrowd()
    const made = await aFinishedGeneration(member, { images: 4 })
    const [a = '', b = '', c = '', d = ''] = made.imageIds
    await add(member, [a])
    await add(member, [b], { isOnProfile: true })
    await add(colleague, [c])
    await add(editor, [d], { owner: 'team', isOnProfile: true })
    expect(await picturesOf(member)).toEqual([a, b])
    expect(await picturesOf(colleague)).toEqual([c])
    expect(await picturesOf(colleague, { owner: 'team' })).toEqual([d])
    expect(await picturesOf(colleague, { member: member.userId })).toEqual([b])
    const ofModel = { modelId: 'imagen-3.0-generate-002' }
    expect(await picturesOf(member, ofModel)).toEqual([d, a, b])
    expect((await picturesOf(colleague, ofModel)).toSorted()).toEqual([b, c, d].toSorted())
    expect(await picturesOf(member, { modelId: 'another' })).toEqual([])
  })

  test('a page shows its member to the team, and nobody who left', async () => {
    const { member, colleague, guest, stranger } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member)
    await add(member, imageIds, { isOnProfile: true })
    expect(await getMemberPage(colleague, member.userId)).toMatchObject({
      name: 'Mary',
      role: 'member',
      isMe: false,
      examples: [{ picture: { id: imageIds[0] }, can: { change: false } }],
      can: { share: true },
    })
    expect(await getMemberPage(guest, member.userId)).toMatchObject({ can: { share: false } })
    expect(await getMemberPage(member, member.userId)).toMatchObject({ isMe: true })
    for (const [viewer, id] of [
      [stranger, member.userId],
      [member, stranger.userId],
      [member, uuid()],
    ] as const)
      await expect(getMemberPage(viewer, id)).rejects.toMatchObject({ code: 'not_found' })
    await db.membership.updateMany({ where: { userId: member.userId }, data: { leftAt: new Date() } })
    await expect(getMemberPage(colleague, member.userId)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('order', () => {
  test('is what its curator says, from anywhere to anywhere, with room for ever', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, { images: 4 })
    const [a = '', b = '', c = '', d = ''] = imageIds
    const ids = await add(viewer, imageIds)
    const [first = '', second = '', third = '', fourth = ''] = ids
    await moveExamples(viewer, 'mine', { examples: [fourth], before: first })
    expect(await picturesOf(viewer)).toEqual([d, a, b, c])
    await moveExamples(viewer, 'mine', { examples: [third, fourth], before: second })
    expect(await picturesOf(viewer)).toEqual([a, c, d, b])
    await moveExamples(viewer, 'mine', { examples: [first], before: null })
    expect(await picturesOf(viewer)).toEqual([c, d, b, a])
    await moveExamples(viewer, 'mine', { examples: [first, uuid()], before: first })
    expect(await picturesOf(viewer)).toEqual([c, d, b, a])
    let [before, moved] = [second, first]
    for (let turn = 0; turn < 70; turn++) {
      await moveExamples(viewer, 'mine', { examples: [moved], before })
      ;[before, moved] = [moved, before]
    }
    expect((await picturesOf(viewer)).slice(0, 2)).toEqual([c, d])
    expect(new Set(await picturesOf(viewer)).size).toBe(4)
  })

  test('is kept apart for each list, and made in front of nothing that is gone', async () => {
    const { editor, member } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member, { images: 2 })
    const [mine = '', other = ''] = await add(member, imageIds)
    const [team = ''] = await add(editor, imageIds, { owner: 'team' })
    await expect(moveExamples(member, 'mine', { examples: [mine], before: team })).rejects.toMatchObject({
      code: 'conflict',
    })
    await moveExamples(member, 'mine', { examples: [team, other], before: mine })
    expect(await picturesOf(member)).toEqual(imageIds.toReversed())
    expect(await picturesOf(member, { owner: 'team' })).toEqual(imageIds)
    await removeExample(member, other)
    await expect(moveExamples(member, 'mine', { examples: [mine], before: other })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('stays one when several add at the same time', async () => {
    const { editor, admin } = await aCrowd()
    const made = await Promise.all(
      [editor, admin].map((viewer) => aFinishedGeneration(viewer, { images: 10 })),
    )
    await Promise.all([
      add(editor, made[0]?.imageIds ?? [], { owner: 'team' }),
      add(admin, made[1]?.imageIds ?? [], { owner: 'team' }),
    ])
    const ranks = await db.example.findMany({ where: { teamId: editor.teamId }, select: { rank: true } })
    expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(20)
  })
})

describe('who', () => {
  test('members curate their own, editors the team’s, guests look, strangers find nothing', async () => {
    const { editor, member, guest, stranger } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member)
    for (const viewer of [member, guest])
      await expect(add(viewer, imageIds, { owner: 'team' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(add(guest, imageIds)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(add(stranger, imageIds)).rejects.toMatchObject({ code: 'not_found' })
    const [team = ''] = await add(editor, imageIds, { owner: 'team' })
    const move = { examples: [team], before: null }
    for (const viewer of [member, guest])
      await expect(moveExamples(viewer, 'team', move)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await picturesOf(stranger, {})).toEqual([])
    expect(await picturesOf(guest, {})).toEqual(imageIds)
  })

  const questions = (id: string) => [
    (viewer: Viewer) => changeExample(viewer, { id, title: 'Taken' }),
    (viewer: Viewer) => removeExample(viewer, id),
    (viewer: Viewer) => restoreExample(viewer, id),
  ]

  async function expectDenied(id: string, viewers: readonly Viewer[], code: string): Promise<void> {
    for (const question of questions(id))
      for (const viewer of viewers) await expect(question(viewer)).rejects.toMatchObject({ code })
  }

  test('one’s own is there for oneself; on one’s page it is seen, and nobody else changes it', async () => {
    const { editor, member, colleague, guest, admin, stranger } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member)
    const [own = ''] = await add(member, imageIds)
    const [shown = ''] = await add(colleague, imageIds, { isOnProfile: true })
    const [team = ''] = await add(editor, imageIds, { owner: 'team' })
    await expectDenied(own, [colleague, editor, admin, guest, stranger], 'not_found')
    await expectDenied(shown, [member, editor, admin, guest], 'forbidden')
    await expectDenied(team, [member, guest], 'forbidden')
    await expectDenied(team, [stranger], 'not_found')
    await removeExample(editor, team)
    await expectDenied(team, [member, guest], 'not_found')
    await restoreExample(editor, team)
  })

  test('nobody shows what is not theirs to see', async () => {
    const { member, colleague } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(member)
    await setVisibility(member, id, 'private')
    await expect(add(colleague, imageIds)).rejects.toMatchObject({ code: 'not_found' })
    await add(member, imageIds, { isOnProfile: true })
    expect((await getMemberPage(colleague, member.userId)).examples).toEqual([])
  })

  test('there is an end to how many', async () => {
    const viewer = await aViewer()
    const made = await aFinishedGeneration(viewer, { images: maxExamples + 1 })
    for (let at = 0; at < maxExamples; at += 50) await add(viewer, made.imageIds.slice(at, at + 50))
    await expect(add(viewer, made.imageIds.slice(-1))).rejects.toMatchObject({ code: 'invalid' })
    expect(await picturesOf(viewer)).toHaveLength(maxExamples)
  })
})

describe('recipes to start with', () => {
  test('have no picture until somebody made one by their words, and chose it', async () => {
    const { editor, member, colleague } = await aCrowd()
    const [starter] = starters
    const template = starter?.template ?? ''
    const pictures = async (viewer: Viewer) =>
      (await listStarters(viewer)).starters.flatMap(({ key, picture }) => (picture ? [key, picture.id] : []))
    const { id, imageIds } = await aFinishedGeneration(member)
    await db.generation.update({ where: { id }, data: { template } })
    expect(await pictures(member)).toEqual([])
    await add(member, imageIds)
    expect(await pictures(member)).toEqual([starter?.key, imageIds[0]])
    expect(await pictures(colleague)).toEqual([])
    await add(editor, imageIds, { owner: 'team' })
    expect(await pictures(colleague)).toEqual([starter?.key, imageIds[0]])
  })

  test.each(starters.map((starter) => [starter.title, starter] as const))(
    '“%s” is a prompt with variables that all say something',
    (_title, { template }) => {
      const variables = variablesOf(parsePrompt(template))
      expect(variables.length).toBeGreaterThan(1)
      for (const variable of variables) expect(variable.default, variable.name).not.toBe('')
    },
  )
})
