import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aCrowd, aPrompt, aPromptInput, aVersion, content } from '#tests/setup/library.ts'
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
  removePrompt,
  restorePrompt,
  restoreVersion,
  saveVersion,
} from './data.ts'
import type { PromptDetail } from './schema.ts'
import { createPromptSchema, toSlug } from './schema.ts'

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

describe('a prompt', () => {
  test('has what was said about it, and its first version whole', async () => {
    const viewer = await aViewer()
    const said = content('A sign that says "{{name}}"', {
      variables: { name: 'Harvest' },
      modelId: 'imagen-3.0-generate-002',
      provider: 'vertex',
      parameters: { aspect_ratio: '16:9', n: 2 },
      extra: { style: { raw: true } },
    })
    const prompt = await aPrompt(viewer, {
      description: 'For shop windows',
      tags: ['shop', 'lettering'],
      folder: 'Retail',
      content: said,
      note: 'A beginning',
    })
    expect(prompt).toMatchObject({
      scope: 'mine',
      slug: 'bakery-sign',
      folder: { name: 'Retail' },
      excerpt: said.text,
      version: { number: 1 },
      labels: [],
      isPinned: false,
      forkedFrom: null,
      can: { change: true, protect: false },
      current: { number: 1, note: 'A beginning', author: { name: viewer.name }, ...said },
    })
    expect(await getVersion(viewer, prompt.version.id)).toEqual(prompt.current)
  })

  test('made twice with one id is one; of somebody else’s id it is refused', async () => {
    const { member, colleague } = await aCrowd()
    const input = aPromptInput()
    const made = await Promise.all([createPrompt(member, input), createPrompt(member, input)])
    expect(made).toEqual([
      { id: input.id, slug: 'bakery-sign' },
      { id: input.id, slug: 'bakery-sign' },
    ])
    await expect(createPrompt(colleague, { ...input, slug: 'other' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await titles(member)).toEqual(['Bakery sign'])
  })

  test('gets a short name of its own by its title, however many are made at once', async () => {
    const viewer = await aViewer({ role: 'editor' })
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => createPrompt(viewer, aPromptInput({ title: 'Café à la Une!', scope: 'team' }))),
    )
    expect(made.map(({ slug }) => slug).toSorted()).toEqual([
      'café-à-la-une',
      'café-à-la-une-2',
      'café-à-la-une-3',
      'café-à-la-une-4',
    ])
    await expect(
      createPrompt(viewer, aPromptInput({ scope: 'team', slug: 'café-à-la-une' })),
    ).rejects.toThrow(/a prompt \/café-à-la-une already/)
    // One's own of that name is another.
    await createPrompt(viewer, aPromptInput({ slug: 'café-à-la-une' }))
  })

  test('changes its details, its folder, and whose it is, and not its history', async () => {
    const { editor, member } = await aCrowd()
    const prompt = await aPrompt(editor, { folder: 'Drafts' })
    await changePrompt(
      editor,
      change(prompt, {
        scope: 'team',
        title: 'Shop sign',
        slug: 'shop-sign',
        tags: ['shop'],
        folder: 'Retail',
      }),
    )
    const seen = await getPrompt(member, prompt.id)
    expect(seen).toMatchObject({ scope: 'team', title: 'Shop sign', slug: 'shop-sign', tags: ['shop'] })
    expect(seen.versions).toEqual(prompt.versions)
    expect((await listFacets(member)).folders).toMatchObject([{ name: 'Retail', scope: 'team', count: 1 }])
    const other = await aPrompt(editor, { scope: 'team', title: 'Other' })
    await expect(changePrompt(editor, change(other, { slug: 'shop-sign' }))).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('versions', () => {
  test('follow one another, each with its author and note; what says the same is none', async () => {
    const { editor, admin } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const input = { id: uuid(), prompt: prompt.id, content: content('A gilded sign'), note: 'Gilded' }
    expect(await saveVersion(admin, input)).toEqual({ id: input.id, number: 2 })
    expect(await saveVersion(admin, input)).toEqual({ id: input.id, number: 2 })
    await expect(saveVersion(editor, { ...input, id: uuid() })).rejects.toThrow(/what version 2 says/)
    const { versions, current, excerpt } = await getPrompt(editor, prompt.id)
    expect(versions).toMatchObject([
      { number: 2, note: 'Gilded', author: { name: 'Addy' } },
      { number: 1, author: { name: 'Edith' } },
    ])
    expect(current.text).toBe('A gilded sign')
    expect(excerpt).toBe('A gilded sign')
  })

  test('get different numbers when many are saved at once', async () => {
    const { editor, admin } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const saved = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        saveVersion(n % 2 === 0 ? editor : admin, {
          id: uuid(),
          prompt: prompt.id,
          content: content(`A sign, number ${n}`),
          note: '',
        }),
      ),
    )
    expect(saved.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 2),
    )
    const { versions, current } = await getPrompt(editor, prompt.id)
    expect(versions).toHaveLength(13)
    expect(current.number).toBe(13)
    expect(current.text).toBe((await getPrompt(admin, prompt.id)).excerpt)
  })

  test('never change, also by SQL', async () => {
    const viewer = await aViewer()
    const prompt = await aPrompt(viewer)
    const { id } = prompt.version
    await expect(
      db.promptVersion.update({ where: { id }, data: { text: 'Something else' } }),
    ).rejects.toThrow(/append-only/)
    await expect(db.$executeRaw`UPDATE "PromptVersion" SET "note" = 'x'`).rejects.toThrow(/append-only/)
    await expect(db.$executeRaw`TRUNCATE "PromptVersion" CASCADE`).rejects.toThrow(/append-only/)
    expect(await getVersion(viewer, id)).toEqual(prompt.current)
  })

  test('that are old come back as the newest, with all that they said', async () => {
    const viewer = await aViewer()
    const first = content('A sign', { parameters: { n: 3 }, variables: { a: 'b' } })
    const prompt = await aPrompt(viewer, { content: first })
    await aVersion(viewer, prompt.id, 'Another sign')
    const restored = await restoreVersion(viewer, { id: uuid(), version: prompt.version.id })
    expect(restored.number).toBe(3)
    expect(await getVersion(viewer, restored.id)).toMatchObject({
      ...first,
      note: 'Restored from version 1',
    })
    await expect(restoreVersion(viewer, { id: uuid(), version: prompt.version.id })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('a fork', () => {
  test('is one’s own, says the same, and knows where it comes from as long as one sees that', async () => {
    const { editor, member } = await aCrowd()
    const prompt = await aPrompt(editor, {
      scope: 'team',
      tags: ['shop'],
      content: content('A', { isPlain: true }),
    })
    const second = await aVersion(editor, prompt.id, 'A sign of the team')
    const ids = { id: uuid(), versionId: uuid(), version: second }
    await forkPrompt(member, ids)
    expect(await forkPrompt(member, ids)).toEqual({ id: ids.id, slug: 'bakery-sign' })
    const fork = await getPrompt(member, ids.id)
    expect(fork).toMatchObject({
      scope: 'mine',
      tags: ['shop'],
      forkedFrom: { id: prompt.id, title: 'Bakery sign' },
      current: { number: 1, text: 'A sign of the team', note: 'Forked from “Bakery sign”, version 2' },
    })
    await aVersion(member, ids.id, 'A sign of my own')
    expect((await getPrompt(editor, prompt.id)).current.text).toBe('A sign of the team')
    await removePrompt(editor, prompt.id)
    expect((await getPrompt(member, ids.id)).forkedFrom).toEqual({ id: null, title: null })
  })
})

describe('labels', () => {
  const put = (viewer: Viewer, prompt: string, version: string | null, isProtected?: boolean) =>
    labelVersion(viewer, {
      prompt,
      name: 'approved',
      version,
      ...(isProtected === undefined ? {} : { isProtected }),
    })

  test('stand on one version, move, and go', async () => {
    const { editor, member } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    const second = await aVersion(editor, prompt.id, 'A better sign')
    const labels = async () => (await getPrompt(member, prompt.id)).labels
    await put(editor, prompt.id, prompt.version.id)
    expect(await labels()).toEqual([{ name: 'approved', isProtected: false, number: 1 }])
    await put(editor, prompt.id, second)
    expect(await labels()).toEqual([{ name: 'approved', isProtected: false, number: 2 }])
    await put(editor, prompt.id, null)
    expect(await labels()).toEqual([])
  })

  test('that are protected are moved, freed and taken away by editors alone', async () => {
    const { editor, member } = await aCrowd()
    const own = await aPrompt(editor)
    await put(editor, own.id, own.version.id, true)
    // As if somebody became a member again, whose prompt it is.
    await db.membership.updateMany({ where: { userId: editor.userId }, data: { role: 'member' } })
    const demoted = await viewerOf(editor.sessionId, editor.teamSlug)
    if (!demoted) throw new Error('The editor is gone.')
    const second = await aVersion(demoted, own.id, 'A better sign')
    for (const move of [
      () => put(demoted, own.id, second),
      () => put(demoted, own.id, null),
      () => put(demoted, own.id, second, false),
    ])
      await expect(move()).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getPrompt(demoted, own.id)).labels).toEqual([
      { name: 'approved', isProtected: true, number: 1 },
    ])
    const mine = await aPrompt(member)
    await expect(put(member, mine.id, mine.version.id, true)).rejects.toMatchObject({ code: 'forbidden' })
    await put(member, mine.id, mine.version.id)
  })

  test('go on versions of their own prompt, and on no other', async () => {
    const { editor } = await aCrowd()
    const [one, other] = [await aPrompt(editor), await aPrompt(editor)]
    await expect(put(editor, one.id, other.version.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the trash', () => {
  test('has a prompt with its history, and gives it back; its short name is free meanwhile', async () => {
    const { editor, member, guest } = await aCrowd()
    const prompt = await aPrompt(editor, { scope: 'team' })
    await aVersion(editor, prompt.id, 'A better sign')
    await removePrompt(editor, prompt.id)
    await removePrompt(editor, prompt.id)
    for (const viewer of [editor, member, guest]) {
      expect(await titles(viewer)).toEqual([])
      await expect(getPrompt(viewer, prompt.id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(getVersion(viewer, prompt.version.id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await titles(editor, { part: 'trash' })).toEqual(['Bakery sign'])
    expect((await listFacets(editor)).counts.trash).toBe(1)
    for (const viewer of [member, guest]) {
      expect(await titles(viewer, { part: 'trash' })).toEqual([])
      await expect(restorePrompt(viewer, prompt.id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await aPrompt(editor, { scope: 'team' })
    expect(await restorePrompt(editor, prompt.id)).toEqual({ slug: 'bakery-sign-2' })
    expect(await getPrompt(member, prompt.id)).toMatchObject({
      slug: 'bakery-sign-2',
      version: { number: 2 },
    })
  })
})

test.each([
  ['Bakery sign', 'bakery-sign'],
  ['  À la “carte”!  ', 'à-la-carte'],
  ['看板 二', '看板-二'],
  ['***', ''],
])('the short name of "%s" is "%s"', (title, slug) => {
  expect(toSlug(title)).toBe(slug)
})

describe('what comes from outside', () => {
  const input = { team: 'a-team', ...aPromptInput() }
  test.each([
    ['a title of blanks', { title: '  ' }],
    ['a title in two lines', { title: 'a\nb' }],
    ['a short name that no “/” would find', { slug: 'a b' }],
    ['a text that cannot be kept', { content: { text: 'a\0b' } }],
    ['half a character', { content: { text: 'a\ud800' } }],
    ['an empty text', { content: { text: ' \n ' } }],
    ['a model that is none', { content: { text: 'a', modelId: '../x' } }],
    ['a scope that is somebody', { scope: uuid() }],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) }],
  ])('%s is refused', (_name, changes) => {
    expect(createPromptSchema.safeParse({ ...input, ...changes }).success).toBe(false)
  })
})
