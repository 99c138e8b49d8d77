import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aCrowd, aPrompt, aPromptInput, content } from '#tests/setup/library.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import {
  changePrompt,
  createPrompt,
  forkPrompt,
  getPrompt,
  getVersion,
  labelVersion,
  listFacets,
  listLibrary,
  listPromptNames,
  pinPrompt,
  removePrompt,
  renameFolder,
  restorePrompt,
  restoreVersion,
  saveVersion,
} from './data.ts'
import type { PromptDetail } from './schema.ts'

openWorld()

const titles = async (viewer: Viewer, query: Parameters<typeof listLibrary>[1] = {}) =>
  (await listLibrary(viewer, query)).prompts.map(({ title }) => title)

const change = (prompt: PromptDetail, changes: Partial<Parameters<typeof changePrompt>[1]>) => ({
  id: prompt.id,
  scope: prompt.scope,
  title: prompt.title,
  slug: prompt.slug,
  description: prompt.description,
  tags: prompt.tags,
  folder: prompt.folder?.name ?? null,
  ...changes,
})

describe('finding', () => {
  test('by part, folder, tag and words, in each script', async () => {
    const { editor, member } = await aCrowd()
    await aPrompt(editor, { scope: 'team', title: 'Harbour', folder: 'Sea', tags: ['boats'] })
    await aPrompt(editor, { scope: 'team', title: 'Mountain', content: content('Snow above a harbour') })
    await aPrompt(member, { title: 'Mine', description: 'Gilded lettering', tags: ['boats'] })
    await aPrompt(member, { title: '看板', content: content('手書きのパン屋の看板') })
    expect(await titles(member)).toEqual(['看板', 'Mine', 'Mountain', 'Harbour'])
    expect(await titles(member, { part: 'mine' })).toEqual(['看板', 'Mine'])
    expect(await titles(member, { part: 'team' })).toEqual(['Mountain', 'Harbour'])
    expect(await titles(editor)).toEqual(['Mountain', 'Harbour'])
    expect(await titles(member, { search: 'harb' })).toEqual(['Mountain', 'Harbour'])
    expect(await titles(member, { search: 'harb snow' })).toEqual(['Mountain'])
    expect(await titles(member, { search: 'GILD boats' })).toEqual(['Mine'])
    expect(await titles(member, { search: 'パン屋' })).toEqual(['看板'])
    expect(await titles(member, { search: "nothing' & | !" })).toEqual([])
    expect(await titles(member, { tag: 'boats' })).toEqual(['Mine', 'Harbour'])
    const { folders, tags, counts } = await listFacets(member)
    expect(folders).toMatchObject([{ name: 'Sea', count: 1, can: { change: false } }])
    expect(tags).toEqual([{ name: 'boats', count: 2 }])
    expect(counts).toEqual({ all: 4, mine: 2, team: 2, pinned: 0, trash: 0 })
    expect(await titles(member, { folder: folders[0]?.id })).toEqual(['Harbour'])
  })

  test('page by page, each prompt once, also those of one moment', async () => {
    const viewer = await aViewer()
    const prompt = await aPrompt(viewer, { title: 'Prompt 0' })
    const { teamId, userId } = viewer
    const now = new Date()
    const rows = Array.from({ length: 74 }, (_, n) => ({ id: uuid(), versionId: uuid(), n: n + 1 }))
    await db.prompt.createMany({
      data: rows.map(({ id, n }) => ({
        id,
        teamId,
        scope: userId,
        slug: `prompt-${n}`,
        title: `Prompt ${n}`,
        tags: [],
        text: 'A',
        createdById: userId,
        updatedAt: now,
      })),
    })
    await db.promptVersion.createMany({
      data: rows.map(({ id, versionId }) => ({
        id: versionId,
        teamId,
        promptId: id,
        number: 1,
        text: 'A',
        authorId: userId,
      })),
    })
    for (const sort of ['changed', 'used'] as const) {
      const found: string[] = []
      let after: string | undefined
      for (let page = 0; page < 5; page++) {
        const { prompts, next } = await listLibrary(viewer, { sort, ...(after ? { after } : {}) })
        found.push(...prompts.map(({ id }) => id))
        if (next === null) break
        after = next
      }
      expect(found).toHaveLength(75)
      expect(new Set(found).size).toBe(75)
      expect(found).toContain(prompt.id)
      await expect(listLibrary(viewer, { sort, after: 'nonsense' })).rejects.toMatchObject({
        code: 'invalid',
      })
    }
  })

  test('for the editor, the pinned first; each pins for themselves', async () => {
    const { editor, member, guest } = await aCrowd()
    const old = await aPrompt(editor, { scope: 'team', title: 'Old' })
    await aPrompt(editor, { scope: 'team', title: 'New' })
    await pinPrompt(member, old.id, true)
    await pinPrompt(member, old.id, true)
    const names = async (viewer: Viewer) =>
      (await listPromptNames(viewer)).prompts.map(({ slug, number }) => `${slug} v${number}`)
    expect(await names(member)).toEqual(['old v1', 'new v1'])
    expect(await names(guest)).toEqual(['new v1', 'old v1'])
    expect(await titles(member, { part: 'pinned' })).toEqual(['Old'])
    expect(await titles(guest, { part: 'pinned' })).toEqual([])
    await pinPrompt(member, old.id, false)
    expect(await titles(member, { part: 'pinned' })).toEqual([])
  })

  test('a folder is renamed for all that lies in it', async () => {
    const { editor, member } = await aCrowd()
    await aPrompt(editor, { scope: 'team', folder: 'Sea' })
    await aPrompt(editor, { scope: 'team', folder: 'Sky' })
    const [sea] = (await listFacets(editor)).folders
    const id = sea?.id ?? ''
    await expect(renameFolder(member, id, 'Ocean')).rejects.toMatchObject({ code: 'forbidden' })
    await renameFolder(editor, id, 'Ocean')
    expect((await listFacets(member)).folders.map(({ name }) => name)).toEqual(['Ocean', 'Sky'])
    await expect(renameFolder(editor, id, 'Sky')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('who', () => {
  test('one’s own is one’s own, for admins, too, and strangers find nothing of either', async () => {
    const crowd = await aCrowd()
    const { member, editor } = crowd
    const own = await aPrompt(member)
    const team = await aPrompt(editor, { scope: 'team' })
    const ask = (prompt: PromptDetail) => [
      (viewer: Viewer) => getPrompt(viewer, prompt.id),
      (viewer: Viewer) => getVersion(viewer, prompt.version.id),
      (viewer: Viewer) => changePrompt(viewer, change(prompt, { title: 'Taken' })),
      (viewer: Viewer) =>
        saveVersion(viewer, { id: uuid(), prompt: prompt.id, content: content('Taken'), note: '' }),
      (viewer: Viewer) => restoreVersion(viewer, { id: uuid(), version: prompt.version.id }),
      (viewer: Viewer) => forkPrompt(viewer, { id: uuid(), versionId: uuid(), version: prompt.version.id }),
      (viewer: Viewer) =>
        labelVersion(viewer, { prompt: prompt.id, name: 'taken', version: prompt.version.id }),
      (viewer: Viewer) => pinPrompt(viewer, prompt.id, true),
      (viewer: Viewer) => removePrompt(viewer, prompt.id),
      (viewer: Viewer) => restorePrompt(viewer, prompt.id),
    ]
    for (const viewer of [crowd.colleague, crowd.guest, crowd.editor, crowd.admin, crowd.stranger])
      for (const question of ask(own))
        await expect(question(viewer)).rejects.toMatchObject({ code: 'not_found' })
    for (const question of ask(team))
      await expect(question(crowd.stranger)).rejects.toMatchObject({ code: 'not_found' })
    expect(await titles(crowd.stranger)).toEqual([])
    expect(await titles(crowd.admin)).toEqual(['Bakery sign'])
    expect((await listPromptNames(crowd.colleague)).prompts).toHaveLength(1)
  })

  test('editors change the team’s, members their own, guests look', async () => {
    const { member, guest, editor, colleague } = await aCrowd()
    const team = await aPrompt(editor, { scope: 'team' })
    for (const viewer of [member, guest]) {
      expect(await getPrompt(viewer, team.id)).toMatchObject({ can: { change: false, protect: false } })
      for (const question of [
        () => changePrompt(viewer, change(team, { title: 'Taken' })),
        () => saveVersion(viewer, { id: uuid(), prompt: team.id, content: content('Taken'), note: '' }),
        () => labelVersion(viewer, { prompt: team.id, name: 'taken', version: team.version.id }),
        () => removePrompt(viewer, team.id),
        () => createPrompt(viewer, aPromptInput({ scope: 'team' })),
      ])
        await expect(question()).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(createPrompt(guest, aPromptInput())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      forkPrompt(guest, { id: uuid(), versionId: uuid(), version: team.version.id }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const own = await aPrompt(colleague)
    await expect(changePrompt(colleague, change(own, { scope: 'team' }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await removePrompt(colleague, own.id)
    await restorePrompt(colleague, own.id)
  })
})
