import { describe, expect, test } from 'vitest'
import type { Draft, Recipe } from '#components/playground/draft.ts'
import { versionIn } from '#components/playground/draft.ts'
import type { Model } from '#lib/models/schema.ts'
import { builtInModel, gatewayParameters } from '#lib/models/schema/built-in.ts'
import { readParameterSchema } from '#lib/models/schema/read.ts'
import { changesOf, takeOver } from './changes.ts'

const model: Model = {
  ...builtInModel,
  parameters: readParameterSchema(gatewayParameters)?.parameters ?? [],
  promptLimit: null,
  providers: ['vertex'],
  isLive: true,
  inputs: null,
  takesPrompt: true,
}

const draft: Draft = {
  prompt: 'A red boat',
  modelId: model.id,
  provider: null,
  values: { n: 4, aspect_ratio: '16:9', seed: 7 },
  inputs: [],
  variables: { colour: 'red' },
  isPlain: false,
  sample: null,
  extra: '{"half',
}

const recipe: Recipe = {
  prompt: 'A blue boat',
  template: 'A {{colour}} boat',
  variables: { colour: 'blue' },
  modelId: 'imagen-4',
  provider: 'vertex',
  parameters: { aspect_ratio: '1:1' },
  extra: { style: 'raw' },
  n: 1,
}

const nameOf = (id: string) => id
const typed = { isTyped: true } as const

describe('taking over', () => {
  test('everything brings the words as typed, the settings and the extra JSON, and keeps aside what is unknown', () => {
    expect(takeOver(draft, recipe, { take: 'everything', ...typed }, model)).toEqual({
      prompt: 'A {{colour}} boat',
      variables: { colour: 'blue' },
      isPlain: false,
      inputs: [],
      sample: null,
      modelId: 'imagen-4',
      provider: 'vertex',
      values: { seed: 7, aspect_ratio: '1:1', n: 1 },
      extra: '{\n  "style": "raw"\n}',
      version: null,
    })
  })

  test('the prompt alone leaves the settings, and as sent it has no variables', () => {
    const after = takeOver(draft, recipe, { take: 'prompt', isTyped: false }, model)
    expect(after).toEqual({ ...draft, prompt: 'A blue boat', variables: {}, version: null })
  })

  test('words of the library bring its version along, as typed, and not with the parameters alone', () => {
    const version = { id: 'v', number: 3, promptId: 'p', title: 'Boats' }
    const own = { ...recipe, version }
    const before = { ...draft, version: { ...version, id: 'u', text: 'A red boat' } }
    const taken = takeOver(before, own, { take: 'prompt', ...typed }, model)
    expect(taken.version).toEqual({ ...version, text: 'A {{colour}} boat' })
    expect(versionIn(taken)?.id).toBe('v')
    expect(versionIn({ ...taken, prompt: `${taken.prompt} at sea` })).toBeNull()
    expect(takeOver(before, own, { take: 'prompt', isTyped: false }, model).version).toBeNull()
    expect(takeOver(before, own, { take: 'parameters', ...typed }, model).version?.id).toBe('u')
    const amidst = { ...own, template: 'Oil: A {{colour}} boat', version: { ...version, text: 'A boat' } }
    const inserted = takeOver(before, amidst, { take: 'prompt', ...typed }, model)
    expect(inserted.version).toEqual({ ...version, text: 'A boat' })
    expect(versionIn(inserted)).toBeNull()
    const { list } = changesOf(before, taken, { model, nameOf })
    expect(list).not.toContainEqual(expect.objectContaining({ label: 'Library' }))
    expect(changesOf(draft, taken, { model, nameOf }).list).toContainEqual({
      label: 'Library',
      before: 'none',
      after: '“Boats” v3',
    })
  })

  test('the parameters alone leave the words, the model and its provider', () => {
    const after = takeOver(draft, recipe, { take: 'parameters', ...typed }, model)
    const { prompt, variables, modelId, provider } = draft
    expect(after).toMatchObject({
      prompt,
      variables,
      modelId,
      provider,
      values: { aspect_ratio: '1:1', n: 1 },
    })
  })

  test('what was sent as it stood is sent as it stands, also where the language would read it', () => {
    const literal: Recipe = { ...recipe, prompt: '{red|blue}', template: null }
    expect(takeOver(draft, literal, { take: 'prompt', ...typed }, model)).toMatchObject({
      prompt: '{red|blue}',
      isPlain: true,
    })
  })
})

describe('what changes', () => {
  test('is told by name, old and new, with what is kept aside', () => {
    const after = takeOver(draft, recipe, { take: 'everything', ...typed }, model)
    const { prompt, list, parked } = changesOf(draft, after, { model, nameOf })
    expect(prompt).toEqual({ before: 'A red boat', after: 'A {{colour}} boat' })
    expect(list.map(({ label, before, after: now }) => `${label}: ${before} → ${now}`)).toEqual([
      '{{colour}}: red → blue',
      `Model: ${model.id} → imagen-4`,
      'Provider: automatic → Vertex AI',
      'Images: 4 → 1',
      'Aspect ratio: 16:9 → 1:1',
      'Extra JSON: {"half → { "style": "raw" }',
    ])
    expect(parked).toEqual(['Seed: 7'])
  })

  test('is nothing where a value is said that was the default before', () => {
    const before = { ...draft, values: {}, extra: '' }
    const same: Recipe = { ...recipe, extra: {}, parameters: {} }
    const after = takeOver(before, same, { take: 'parameters', ...typed }, model)
    expect(changesOf(before, after, { model, nameOf })).toEqual({ prompt: null, list: [], parked: [] })
  })
})

describe('pictures to start from', () => {
  const picture = (id: string) =>
    ({ role: 'image', from: 'gallery', id, width: 8, height: 8, thumbhash: null }) as const
  const hidden = { from: 'hidden', role: 'image' } as const
  const take = (before: Draft, taken: Recipe) => {
    const after = takeOver(before, taken, { take: 'everything', isTyped: true }, model)
    return changesOf(before, after, { model, nameOf: String }).list.find(({ label }) =>
      label.startsWith('Pictures'),
    )
  }

  test('come along with everything, but for those that are not mine to see', () => {
    expect(take(draft, { ...recipe, inputs: [picture('a'), hidden] })).toMatchObject({
      before: 'none',
      after: '1',
    })
    expect(take({ ...draft, inputs: [picture('a')] }, { ...recipe, inputs: [picture('b')] })).toMatchObject({
      before: '1',
      after: '1, others',
    })
    expect(take({ ...draft, inputs: [picture('a')] }, { ...recipe, inputs: [picture('a')] })).toBeUndefined()
  })

  test('stay where only the prompt or the parameters are taken over', () => {
    const before = { ...draft, inputs: [picture('a')] }
    for (const part of ['prompt', 'parameters'] as const) {
      const after = takeOver(before, { ...recipe, inputs: [] }, { take: part, isTyped: true }, model)
      expect(after.inputs).toEqual(before.inputs)
    }
  })
})
