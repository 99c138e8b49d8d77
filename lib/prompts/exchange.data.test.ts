import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aCrowd, aPrompt, aVersion, content } from '#tests/setup/library.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import {
  changePrompt,
  exportPrompts,
  getPrompt,
  importPrompts,
  labelVersion,
  listLibrary,
  planImportOf,
  removePrompt,
} from './data.ts'
import type { ImportPlan } from './schema.ts'
import { maxPrompts } from './schema.ts'

openWorld()

type Format = 'json' | 'csv'
const everything = { filter: { part: 'all', search: '' } } as const

const exported = async (
  viewer: Viewer,
  format: Format,
  wanted: Parameters<typeof exportPrompts>[1]['wanted'] = everything,
) => (await exportPrompts(viewer, { format, wanted })).text

async function bring(viewer: Viewer, text: string, format: Format, scope: 'mine' | 'team' = 'mine') {
  const planned = await planImportOf(viewer, { text, format, scope })
  const done = await importPrompts(viewer, { text, format, scope, plan: planned.plan })
  expect(done).toEqual(planned)
  return planned
}

const outcomes = ({ rows }: ImportPlan) =>
  rows.map(({ slug, outcome, versions, details }) =>
    `${slug} ${outcome} ${versions} ${details.join(' ')}`.trim(),
  )

const csv = (...lines: string[]) => ['slug,title,text,tags', ...lines].join('\n')

/** A library with a history, labels, folders, and all that a version can say. */
async function aLibrary(viewer: Viewer) {
  const sign = await aPrompt(viewer, {
    description: 'For shop windows,\nin "two" lines',
    tags: ['lettering', 'shop'],
    folder: 'Retail',
    content: content('A sign that says "{{name}}"\n# a comment', {
      variables: { name: 'Ärger, "Söhne"' },
      modelId: 'imagen-3.0-generate-002',
      provider: 'vertex',
      parameters: { aspect_ratio: '16:9', n: 2 },
      extra: { style: { raw: true } },
    }),
    note: 'A beginning',
  })
  await aVersion(viewer, sign.id, '=A gilded sign', 'Gilded')
  const third = await aVersion(viewer, sign.id, 'A sign, 看板', 'Both')
  await labelVersion(viewer, {
    prompt: sign.id,
    name: 'approved',
    version: sign.version.id,
    isProtected: true,
  })
  await labelVersion(viewer, { prompt: sign.id, name: 'draft', version: third })
  const plain = await aPrompt(viewer, { title: 'Plain', content: content('{"a": 1}', { isPlain: true }) })
  return { sign, plain }
}

describe('a library', () => {
  test.each(['json', 'csv'] as const)('goes out as %s and comes in elsewhere as it was', async (format) => {
    const from = await aViewer({ role: 'editor' })
    const to = await aViewer({ role: 'editor' })
    await aLibrary(from)
    const file = await exported(from, format)
    const plan = await bring(to, file, format)
    expect(plan.counts).toEqual({ new: 2, changed: 0, same: 0, refused: 0 })
    expect(await exported(to, format)).toBe(file)
    expect((await bring(to, file, format)).counts).toEqual({ new: 0, changed: 0, same: 2, refused: 0 })
    const [sign] = (await listLibrary(to, { tag: 'shop' })).prompts
    const arrived = await getPrompt(to, sign?.id ?? '')
    expect(arrived).toMatchObject({
      folder: { name: 'Retail' },
      current: { text: 'A sign, 看板', note: 'Both' },
    })
    expect(arrived.versions.map(({ author }) => author.id)).toEqual(
      Array.from({ length: format === 'json' ? 3 : 1 }, () => to.userId),
    )
  })

  test('goes out as one sees it: mine, the team’s, what was picked, and nothing of others', async () => {
    const { editor, member, colleague, stranger } = await aCrowd()
    await aPrompt(editor, { scope: 'team', title: 'Ours' })
    const own = await aPrompt(member, { title: 'Own' })
    const theirs = await aPrompt(colleague, { title: 'Theirs' })
    const slugs = async (viewer: Viewer, wanted: Parameters<typeof exportPrompts>[1]['wanted']) =>
      [...(await exported(viewer, 'json', wanted)).matchAll(/"slug": "(.*)"/g)].map(([, slug]) => slug)
    expect(await slugs(member, everything)).toEqual(['own', 'ours'])
    expect(await slugs(member, { filter: { part: 'mine', search: '' } })).toEqual(['own'])
    expect(await slugs(member, { filter: { part: 'team', search: '' } })).toEqual(['ours'])
    expect(await slugs(member, { prompts: [own.id, theirs.id] })).toEqual(['own'])
    await removePrompt(member, own.id)
    await expect(exported(member, 'json', { prompts: [own.id, theirs.id] })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(exported(stranger, 'csv')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('bringing in', () => {
  test('says for each row what would happen, does exactly that, and nothing before', async () => {
    const viewer = await aViewer()
    await aPrompt(viewer, { title: 'Same', content: content('The same') })
    const other = await aPrompt(viewer, { title: 'Other', content: content('Before') })
    await aPrompt(viewer, { title: 'Details', content: content('Details') })
    const text = csv(
      'same,Same,The same,',
      'other,Other,After,',
      'details,New title,Details,boats',
      'new,New,Something new,',
      'new,New,Twice,',
      'a b,Bad,Text,',
      ',,A prompt without any name at all,',
    )
    const before = await exported(viewer, 'json')
    const planned = await planImportOf(viewer, { text, format: 'csv', scope: 'mine' })
    expect(outcomes(planned)).toEqual([
      'same same 0',
      'other changed 1',
      'details changed 0 title tags',
      'new new 1',
      'new refused 0',
      'null refused 0',
      'a-prompt-without-any-name-at-all new 1',
    ])
    expect(planned.rows.map(({ reason }) => reason)).toEqual([
      null,
      null,
      null,
      null,
      'The file has /new twice, first at 5.',
      expect.stringMatching(/short name/),
      null,
    ])
    expect(await exported(viewer, 'json')).toBe(before)
    await bring(viewer, text, 'csv')
    expect((await getPrompt(viewer, other.id)).versions.map(({ number }) => number)).toEqual([2, 1])
    const slugs = (await listLibrary(viewer)).prompts.map(({ slug }) => slug)
    expect(slugs.toSorted()).toEqual(['a-prompt-without-any-name-at-all', 'details', 'new', 'other', 'same'])
    expect((await bring(viewer, text, 'csv')).counts).toMatchObject({ new: 0, changed: 0, same: 5 })
  })

  test('goes on where the histories part, and takes the last version where they have nothing in common', async () => {
    const [from, to] = [await aViewer(), await aViewer()]
    const prompt = await aPrompt(from, { content: content('One') })
    await bring(to, await exported(from, 'json'), 'json')
    await aVersion(from, prompt.id, 'Two')
    await aVersion(from, prompt.id, 'Three', 'Better')
    const [arrived] = (await listLibrary(to)).prompts
    const id = arrived?.id ?? ''
    expect(outcomes(await bring(to, await exported(from, 'json'), 'json'))).toEqual(['bakery-sign changed 2'])
    await aVersion(to, id, 'Mine')
    expect(outcomes(await bring(to, await exported(from, 'json'), 'json'))).toEqual(['bakery-sign changed 1'])
    expect((await getPrompt(to, id)).current).toMatchObject({ number: 5, text: 'Three', note: 'Better' })
  })

  test('is all or nothing, and refused where the library has changed since it was looked at', async () => {
    const viewer = await aViewer()
    const prompt = await aPrompt(viewer, { title: 'Other', content: content('Before') })
    const text = csv('other,Other,After,', 'new,New,Something new,')
    const wish = { text, format: 'csv', scope: 'mine' } as const
    const { plan } = await planImportOf(viewer, wish)
    await aVersion(viewer, prompt.id, 'Meanwhile')
    await expect(importPrompts(viewer, { ...wish, plan })).rejects.toMatchObject({ code: 'conflict' })
    expect((await listLibrary(viewer)).prompts).toHaveLength(1)
    const again = await planImportOf(viewer, wish)
    const both = await Promise.allSettled([
      importPrompts(viewer, { ...wish, plan: again.plan }),
      importPrompts(viewer, { ...wish, plan: again.plan }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await getPrompt(viewer, prompt.id)).versions).toHaveLength(3)
  })

  test('leaves alone what the file does not say', async () => {
    const viewer = await aViewer()
    const prompt = await aPrompt(viewer, {
      description: 'Kept',
      tags: ['kept'],
      folder: 'Kept',
      content: content('Before', { parameters: { n: 2 }, modelId: 'imagen-3.0-generate-002' }),
    })
    await bring(viewer, 'slug,text\nbakery-sign,After\n', 'csv')
    expect(await getPrompt(viewer, prompt.id)).toMatchObject({
      description: 'Kept',
      tags: ['kept'],
      folder: { name: 'Kept' },
      current: { number: 2, text: 'After', parameters: { n: 2 }, modelId: 'imagen-3.0-generate-002' },
    })
  })

  test('protects labels for editors alone, and moves none that is protected for others', async () => {
    const editor = await aViewer({ role: 'editor' })
    const member = await aViewer()
    const { sign } = await aLibrary(editor)
    const file = await exported(editor, 'json', { prompts: [sign.id] })
    const plan = await bring(member, file, 'json')
    expect(plan.rows[0]?.remarks).toEqual([
      'The label “approved” comes without its protection: only editors protect.',
    ])
    const [arrived] = (await listLibrary(member)).prompts
    expect(arrived?.labels).toEqual([
      { name: 'approved', isProtected: false, number: 1 },
      { name: 'draft', isProtected: false, number: 3 },
    ])
  })

  test('into the team’s is for editors; guests and strangers bring nothing', async () => {
    const { editor, member, guest } = await aCrowd()
    const text = csv('new,New,Something new,')
    for (const [viewer, scope] of [
      [member, 'team'],
      [guest, 'team'],
      [guest, 'mine'],
    ] as const) {
      const wish = { text, format: 'csv', scope } as const
      await expect(planImportOf(viewer, wish)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(importPrompts(viewer, { ...wish, plan: '' })).rejects.toMatchObject({ code: 'forbidden' })
    }
    await bring(editor, text, 'csv', 'team')
    expect((await listLibrary(member)).prompts).toMatchObject([{ slug: 'new', scope: 'team' }])
  })

  test('takes a short name for new that lies in the trash, and one of one’s own beside the team’s', async () => {
    const editor = await aViewer({ role: 'editor' })
    const gone = await aPrompt(editor, { scope: 'team' })
    await removePrompt(editor, gone.id)
    const text = csv('bakery-sign,Bakery sign,A sign,')
    expect(outcomes(await bring(editor, text, 'csv', 'team'))).toEqual(['bakery-sign new 1'])
    expect(outcomes(await bring(editor, text, 'csv'))).toEqual(['bakery-sign new 1'])
  })

  test('ends where there is no room', async () => {
    const viewer = await aViewer()
    const lines = Array.from({ length: maxPrompts }, (_, n) => `p${n},P ${n},Text ${n},`)
    await bring(viewer, csv(...lines), 'csv')
    const plan = await planImportOf(viewer, { text: csv('more,More,More,'), format: 'csv', scope: 'mine' })
    expect(plan.rows).toMatchObject([{ outcome: 'refused', reason: expect.stringMatching(/no room/) }])
    expect(await db.prompt.count({ where: { teamId: viewer.teamId } })).toBe(maxPrompts)
  })

  test.each([
    ['json', 'no json'],
    ['csv', 'a,b\nc,d'],
    ['csv', 'text\n'],
  ] as const)('of %s that is none is refused with a sentence', async (format, text) => {
    const viewer = await aViewer()
    await expect(planImportOf(viewer, { text, format, scope: 'mine' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

test('what was renamed goes out under its new name', async () => {
  const viewer = await aViewer()
  const { id, scope } = await aPrompt(viewer)
  await changePrompt(viewer, {
    id,
    scope,
    title: 'Renamed',
    slug: 'renamed',
    description: '',
    tags: [],
    folder: null,
  })
  expect(await exported(viewer, 'csv')).toContain('Renamed,renamed')
})
