import { describe, expect, test } from 'vitest'
import type { Draft } from '#components/playground/draft.ts'
import { draftOf, versionIn } from '#components/playground/draft.ts'
import type { VersionWords } from './recipe.ts'
import { changesSettings, recipeAt, recipeOf } from './recipe.ts'

const version: VersionWords = {
  id: 'v',
  number: 3,
  promptId: 'p',
  title: 'Bakery sign',
  text: 'A sign that says "{{name}}"',
  isPlain: false,
  variables: { name: 'Rye' },
  modelId: null,
  provider: null,
  parameters: {},
  extra: {},
}

const picture = { role: 'image', from: 'upload', id: 'i', width: 1, height: 1, thumbhash: null } as const

const draft: Draft = {
  prompt: 'A cat, ',
  modelId: 'imagen-4',
  provider: 'vertex',
  values: { n: 4, aspect_ratio: '16:9' },
  inputs: [picture],
  variables: { pet: 'cat' },
  isPlain: false,
  sample: null,
  extra: '{"style": "raw"}',
}

const settled = {
  ...version,
  modelId: 'imagen-3',
  parameters: { aspect_ratio: '1:1', n: 2 },
  extra: { mood: 1 },
}

describe('a version', () => {
  test('that says nothing of settings leaves them, and the pictures, as they are', () => {
    expect(draftOf(recipeOf(version, draft, 'default'))).toMatchObject({
      prompt: version.text,
      variables: { name: 'Rye' },
      modelId: 'imagen-4',
      provider: 'vertex',
      values: { n: 4, aspect_ratio: '16:9' },
      inputs: [picture],
      version: { id: 'v', number: 3, title: 'Bakery sign', text: version.text },
    })
    expect(changesSettings(version, draft)).toBe(false)
    expect(recipeOf(version, null, 'default')).toMatchObject({ modelId: 'default', n: 1, parameters: {} })
  })

  test('that has settings brings them along', () => {
    expect(draftOf(recipeOf(settled, draft, 'default'))).toMatchObject({
      modelId: 'imagen-3',
      provider: null,
      values: { aspect_ratio: '1:1', n: 2 },
      inputs: [picture],
    })
    expect(changesSettings(settled, draft)).toBe(true)
    const same = draftOf(recipeOf(settled, draft, 'default'))
    expect(changesSettings(settled, same)).toBe(false)
    expect(changesSettings(settled, { ...same, values: { ...same.values, seed: 1 } })).toBe(true)
  })

  test('that is not of the language is sent as it stands', () => {
    const plain = { ...version, text: '{a|b}', isPlain: true }
    const taken = draftOf(recipeOf(plain, draft, 'default'))
    expect(taken).toMatchObject({ prompt: '{a|b}', isPlain: true, variables: {} })
    expect(versionIn(taken)?.id).toBe('v')
  })
})

describe('put into what is written', () => {
  test('it stands at its place, with its variables beside the others, and is no longer the library’s own', () => {
    const taken = draftOf(recipeAt(version, draft, draft.prompt.length))
    expect(taken).toMatchObject({
      prompt: 'A cat, A sign that says "{{name}}"',
      variables: { pet: 'cat', name: 'Rye' },
      version: { id: 'v', text: version.text },
    })
    expect(versionIn(taken)).toBeNull()
    expect(draftOf(recipeAt(version, draft, 2)).prompt).toBe('A A sign that says "{{name}}"cat, ')
  })

  test('of nothing it is the library’s own', () => {
    expect(versionIn(draftOf(recipeAt(version, { ...draft, prompt: ' ' }, 0)))?.id).toBe('v')
  })

  test('what is sent as it stands stays so on either side', () => {
    const plain = { ...version, text: '{a|b} __c__\n# d', isPlain: true }
    const escaped = draftOf(recipeAt(plain, draft, draft.prompt.length))
    expect(escaped).toMatchObject({ prompt: 'A cat, \\{a\\|b\\} \\__c\\__\n\\# d', isPlain: false })
    const into = draftOf(recipeAt(version, { ...draft, prompt: '{x|y} ', isPlain: true }, 6))
    expect(into).toMatchObject({ prompt: '{x|y} A sign that says "{{name}}"', isPlain: true })
  })
})
