import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { startChange, takeChangeBack } from '#lib/bulk/data.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { getImageDetail, removeImages, restoreImages } from '#lib/images/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listTags, mergeTags, removeTag, renameTag } from './data.ts'
import { tagNameSchema } from './schema.ts'

openWorld()

async function aCrowd() {
  const team = await aTeam()
  return {
    author: await aViewer({ team }),
    guest: await aViewer({ team, role: 'guest' }),
    editor: await aViewer({ team, role: 'editor' }),
    admin: await aViewer({ team, role: 'admin' }),
    stranger: await aViewer({ role: 'owner' }),
  }
}

const change = (viewer: Viewer, kind: 'tag' | 'untag', images: readonly string[], ...tags: string[]) =>
  startChange(viewer, { id: uuid(), selection: { images: [...images] }, change: { kind, tags } })

const namesOf = async (viewer: Viewer) =>
  (await listTags(viewer)).tags.map(({ name, count }) => `${name} ${count}`)
const tagsOf = async (viewer: Viewer, image = '') => (await getImageDetail(viewer, image)).tags

async function idOf(viewer: Viewer, name: string): Promise<string> {
  const tag = (await listTags(viewer)).tags.find((each) => each.name === name)
  if (!tag) throw new Error(`There is no tag ${name}.`)
  return tag.id
}

test.each([
  ['  Sea  View ', 'sea view'],
  ['ÄRGER', 'ärger'],
  ['E\u0301te\u0301', 'été'],
])('what is typed as "%s" is the tag "%s"', (typed, name) => {
  expect(tagNameSchema.parse(typed)).toBe(name)
})

test.each(['', '   ', 'a,b', 'say "no"', 'x'.repeat(51), 'a\u0007b'])('"%s" is no tag', (typed) => {
  expect(tagNameSchema.safeParse(typed).success).toBe(false)
})

describe('tags', () => {
  test('are put on and taken off, each once, and counted', async () => {
    const { author, guest } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    expect(await change(author, 'tag', imageIds, 'boat', 'sea')).toMatchObject({ state: 'done', changed: 3 })
    expect(await change(author, 'tag', imageIds.slice(1), 'sea', 'storm')).toMatchObject({ changed: 2 })
    expect(await namesOf(guest)).toEqual(['boat 3', 'sea 3', 'storm 2'])
    expect(await tagsOf(guest, imageIds[2])).toEqual(['boat', 'sea', 'storm'])
    expect(await change(author, 'untag', imageIds, 'storm', 'unheard')).toMatchObject({ changed: 2 })
    expect(await namesOf(guest)).toEqual(['boat 3', 'sea 3'])
  })

  test('what was there before stays when the putting on is taken back', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 2 })
    await change(author, 'tag', imageIds.slice(0, 1), 'sea')
    const { id } = await change(author, 'tag', imageIds, 'sea', 'boat')
    await takeChangeBack(author, id)
    expect(await namesOf(author)).toEqual(['sea 1'])
    const { id: off } = await change(author, 'untag', imageIds, 'sea')
    await takeChangeBack(author, off)
    expect(await tagsOf(author, imageIds[0])).toEqual(['sea'])
  })

  test('a word on what one does not see is no word', async () => {
    const { author, editor, admin, stranger } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author)
    await change(author, 'tag', imageIds, 'merger')
    await setVisibility(author, id, 'private')
    expect(await namesOf(author)).toEqual(['merger 1'])
    expect(await namesOf(admin)).toEqual(['merger 1'])
    for (const viewer of [editor, stranger]) expect(await namesOf(viewer)).toEqual([])
    const tag = await idOf(author, 'merger')
    for (const viewer of [editor, stranger])
      await expect(removeTag(viewer, tag)).rejects.toMatchObject({ code: 'not_found' })
    // They come upon the same word, and learn nothing.
    const own = await aFinishedGeneration(editor)
    await change(editor, 'tag', own.imageIds, 'takeover')
    await renameTag(editor, await idOf(editor, 'takeover'), 'merger')
    expect(await namesOf(editor)).toEqual(['merger 1'])
    expect(await namesOf(author)).toEqual(['merger 2'])
  })

  test('go into the trash with the image, and come back with it', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author)
    await change(author, 'tag', imageIds, 'sea')
    await removeImages(author, imageIds)
    expect(await namesOf(author)).toEqual([])
    await restoreImages(author, imageIds)
    expect(await namesOf(author)).toEqual(['sea 1'])
  })
})

describe('all of a tag', () => {
  test('is renamed, but not to one that there is', async () => {
    const { author, editor } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 2 })
    await change(author, 'tag', imageIds, 'sea', 'boat')
    await renameTag(editor, await idOf(editor, 'sea'), 'ocean')
    expect(await namesOf(author)).toEqual(['boat 2', 'ocean 2'])
    await expect(renameTag(editor, await idOf(editor, 'boat'), 'ocean')).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('is put into another, and comes apart again as it was', async () => {
    const { author, editor } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const [a = '', b = '', c = ''] = imageIds
    await change(author, 'tag', [a, b], 'sea')
    await change(author, 'tag', [b, c], 'ocean')
    const [sea, ocean] = [await idOf(editor, 'sea'), await idOf(editor, 'ocean')]
    expect(await mergeTags(editor, sea, sea)).toEqual({ change: null })
    const merged = await mergeTags(editor, sea, ocean)
    expect(await namesOf(author)).toEqual(['ocean 3'])
    await takeChangeBack(editor, merged.change ?? '')
    expect(await namesOf(author)).toEqual(['ocean 2', 'sea 2'])
    expect(await tagsOf(author, a)).toEqual(['sea'])
    expect(await tagsOf(author, b)).toEqual(['ocean', 'sea'])
    expect(await tagsOf(author, c)).toEqual(['ocean'])
  })

  test('is deleted, and had back on every image, also on those that are hidden or in the trash', async () => {
    const { author, editor } = await aCrowd()
    const open = await aFinishedGeneration(author, { images: 2 })
    const hidden = await aFinishedGeneration(author)
    await change(author, 'tag', [...open.imageIds, ...hidden.imageIds], 'sea')
    await setVisibility(author, hidden.id, 'private')
    await removeImages(author, open.imageIds.slice(0, 1))
    const gone = await removeTag(editor, await idOf(editor, 'sea'))
    expect(await namesOf(author)).toEqual([])
    await takeChangeBack(editor, gone.change)
    await restoreImages(author, open.imageIds)
    expect(await namesOf(author)).toEqual(['sea 3'])
  })
})

test('members tag, editors rename, merge and delete, guests look, strangers find nothing', async () => {
  const { author, guest, stranger } = await aCrowd()
  const { imageIds } = await aFinishedGeneration(author)
  await change(author, 'tag', imageIds, 'sea')
  const tag = await idOf(author, 'sea')
  await expect(change(guest, 'tag', imageIds, 'mine')).rejects.toMatchObject({ code: 'forbidden' })
  expect(await change(stranger, 'tag', imageIds, 'mine')).toMatchObject({ total: 0 })
  for (const manage of [
    (viewer: Viewer) => renameTag(viewer, tag, 'ocean'),
    (viewer: Viewer) => removeTag(viewer, tag),
    (viewer: Viewer) => mergeTags(viewer, tag, tag),
  ]) {
    for (const viewer of [author, guest])
      await expect(manage(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(manage(stranger)).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await namesOf(author)).toEqual(['sea 1'])
})
