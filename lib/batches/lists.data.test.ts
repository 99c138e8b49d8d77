import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { saveWildcard } from '#lib/wildcards/data.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import { planBatch } from './data.ts'
import { checkPlan } from './data/check.ts'
import type { Plan } from './schema.ts'

openWorld()

const modelId = 'imagen-3.0-generate-002'
const recipe = { template: 'A __colour__ boat', variables: {}, modelId, provider: null, parameters: {} }
const plans: Record<'variants' | 'matrix' | 'models', Plan> = {
  variants: { kind: 'variants', sample: null, ...recipe },
  matrix: { kind: 'matrix', base: recipe, axes: [{ kind: 'expansion', label: 'Colour' }] },
  models: {
    kind: 'models',
    template: recipe.template,
    variables: {},
    parameters: {},
    modelIds: [modelId, 'gpt-image-1.5'],
  },
}

let viewer: Viewer

const keep = (name: string, lines: string[]) =>
  saveWildcard(viewer, { id: uuid(), scope: 'mine', name, lines })

async function promptsOf(plan: Plan): Promise<string[]> {
  const checked = await checkPlan(viewer, plan)
  if (!checked.ok) throw new Error(checked.message)
  const cells = [...checked.sound, ...checked.problems].map(({ cell }) => cell)
  return cells.toSorted((a, b) => a.position - b.position).map(({ input }) => input.prompt)
}

beforeAll(async () => {
  viewer = await aViewer()
  await keep('colour', ['red', '# a comment', 'green', '__deep__ blue'])
  await keep('deep', ['dark'])
})

describe('a list that the prompt names', () => {
  const prompts = ['A red boat', 'A green boat', 'A dark blue boat']

  test.each(['variants', 'matrix'] as const)('makes a cell of each entry: %s', async (kind) => {
    expect(await promptsOf(plans[kind])).toEqual(prompts)
    expect(await planBatch(viewer, plans[kind], { reuse: false })).toMatchObject({ ok: true, cells: 3 })
  })

  test('makes a cell of each entry on each model', async () => {
    expect(await promptsOf(plans.models)).toEqual(prompts.flatMap((prompt) => [prompt, prompt]))
  })

  test('stays a name for somebody who does not have it', async () => {
    const stranger = await aViewer()
    const answer = await planBatch(stranger, plans.variants, { reuse: false })
    expect(answer).toMatchObject({ ok: true, cells: 1 })
  })
})

test('lists that cannot be read together are answered with a sentence', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `l${String.fromCodePoint(97 + n)}`)
  const lines = names.map((name) => `__${name}__`)
  for (const name of names) await keep(name, lines)
  const plan: Plan = { kind: 'variants', sample: null, ...recipe, template: lines.join(' ') }
  const answer = await planBatch(viewer, plan, { reuse: false })
  expect(answer).toMatchObject({
    ok: false,
    reason: 'invalid',
    message: expect.stringContaining('fewer lists'),
  })
})
