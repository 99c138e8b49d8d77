import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listPresets, removePreset, renamePreset, savePreset } from './data.ts'
import type { PresetInput } from './schema.ts'
import { maxPresets, savePresetSchema } from './schema.ts'

openWorld()

let member: Viewer
let editor: Viewer
let colleague: Viewer
let guest: Viewer
let stranger: Viewer

beforeAll(async () => {
  const team = await aTeam()
  member = await aViewer({ team })
  colleague = await aViewer({ team })
  editor = await aViewer({ team, role: 'editor' })
  guest = await aViewer({ team, role: 'guest' })
  stranger = await aViewer({ role: 'owner' })
})

const aPreset = (changes: Partial<PresetInput> = {}): PresetInput => ({
  id: uuid(),
  scope: 'mine',
  name: `Poster ${uuid()}`,
  modelId: 'imagen-3.0-generate-002',
  provider: null,
  values: { aspect_ratio: '3:4', n: 2 },
  extra: { style: { raw: true } },
  ...changes,
})

const namesOf = async (viewer: Viewer) => (await listPresets(viewer)).presets.map(({ name }) => name)

test('my own preset is mine alone, with exactly the values that were ticked', async () => {
  const preset = aPreset()
  await savePreset(member, preset)
  const [mine] = (await listPresets(member)).presets.filter(({ id }) => id === preset.id)
  expect(mine).toMatchObject({ ...preset, can: { change: true } })
  for (const other of [colleague, editor, guest, stranger]) {
    expect(await namesOf(other)).not.toContain(preset.name)
    await expect(renamePreset(other, preset.id, 'Taken')).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePreset(other, preset.id)).rejects.toMatchObject({ code: 'not_found' })
    if (other !== guest)
      await expect(savePreset(other, { ...preset, name: 'Taken' })).rejects.toMatchObject({
        code: 'conflict',
      })
  }
  expect(await namesOf(member)).toContain(preset.name)
})

test("the team's is everybody's to use and the editors' to change", async () => {
  const preset = aPreset({ scope: 'team' })
  await expect(savePreset(member, preset)).rejects.toMatchObject({ code: 'forbidden' })
  await savePreset(editor, preset)
  for (const viewer of [member, guest]) {
    const seen = (await listPresets(viewer)).presets.find(({ id }) => id === preset.id)
    expect(seen).toMatchObject({ scope: 'team', can: { change: false } })
    await expect(renamePreset(viewer, preset.id, 'Mine now')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removePreset(viewer, preset.id)).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(savePreset(member, { ...preset, scope: 'mine' })).rejects.toMatchObject({ code: 'forbidden' })
  await renamePreset(editor, preset.id, 'House style')
  expect(await namesOf(member)).toContain('House style')
  await removePreset(editor, preset.id)
  expect(await namesOf(member)).not.toContain('House style')
})

test('a guest keeps none', async () => {
  await expect(savePreset(guest, aPreset())).rejects.toMatchObject({ code: 'forbidden' })
})

test('mine stand before the team’s, each in the order in which they were made', async () => {
  const viewer = await aViewer({ role: 'editor' })
  const names = ['B', 'A', 'C']
  for (const name of names) {
    await savePreset(viewer, aPreset({ scope: 'team', name }))
    await savePreset(viewer, aPreset({ name }))
  }
  const { presets } = await listPresets(viewer)
  expect(presets.map(({ scope, name }) => `${scope} ${name}`)).toEqual([
    ...names.map((name) => `mine ${name}`),
    ...names.map((name) => `team ${name}`),
  ])
})

test('what an action knows beside it is no part of it', async () => {
  const viewer = await aViewer()
  const input = { ...aPreset(), team: viewer.teamSlug }
  await savePreset(viewer, input)
  expect(await namesOf(viewer)).toEqual([input.name])
})

test('saved twice it is one; saved over it is the newer, and can move to the team', async () => {
  const viewer = await aViewer({ role: 'editor' })
  const preset = aPreset()
  await Promise.allSettled([savePreset(viewer, preset), savePreset(viewer, preset)])
  await savePreset(viewer, preset)
  await savePreset(viewer, { ...preset, scope: 'team', values: {} })
  const { presets } = await listPresets(viewer)
  expect(presets).toMatchObject([{ id: preset.id, scope: 'team', values: {} }])
})

test('a name is there once in each place, and a taken one says so', async () => {
  const viewer = await aViewer({ role: 'editor' })
  const first = aPreset({ name: 'Twice' })
  await savePreset(viewer, first)
  await expect(savePreset(viewer, aPreset({ name: 'Twice' }))).rejects.toThrow(/of that name already/)
  const other = aPreset({ scope: 'team', name: 'Twice' })
  await savePreset(viewer, other)
  const second = aPreset({ name: 'Once' })
  await savePreset(viewer, second)
  await expect(renamePreset(viewer, second.id, 'Twice')).rejects.toThrow(/of that name already/)
  await renamePreset(viewer, first.id, 'Twice')
})

test('there is an end to how many', async () => {
  const viewer = await aViewer()
  const { teamId, userId: scope } = viewer
  await db.preset.createMany({
    data: Array.from({ length: maxPresets }, (_, n) => ({
      id: uuid(),
      teamId,
      scope,
      name: `${n}`,
      values: {},
    })),
  })
  await expect(savePreset(viewer, aPreset())).rejects.toThrow(/200 presets already/)
})

describe('what comes from outside', () => {
  const input = { team: 'a-team', ...aPreset() }
  test.each([
    ['a name of blanks', { name: '  ' }],
    ['a name that cannot be kept', { name: 'a\0b' }],
    ['a value that cannot be kept', { values: { a: 'a\0b' } }],
    ['half a character', { values: { a: { b: ['\ud800'] } } }],
    ['a scope that is somebody', { scope: member?.userId ?? uuid() }],
    ['too many values', { values: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`v${n}`, n])) }],
  ])('%s is refused', (_name, changes) => {
    expect(savePresetSchema.safeParse({ ...input, ...changes }).success).toBe(false)
  })
})
