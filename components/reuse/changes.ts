import type { Draft, Recipe } from '#components/playground/draft.ts'
import { extraText, wordsOf } from '#components/playground/draft.ts'
import { providerName, valueName } from '#components/playground/names.ts'
import { versionName } from '#components/library/version-name.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'
import type { JsonValue, Model, ParameterValues } from '#lib/models/schema.ts'

/** What of a recipe is taken over. */
export const takes = ['everything', 'prompt', 'parameters'] as const
export type Take = (typeof takes)[number]

export interface Choice {
  take: Take
  /** The prompt as it was typed, with variables and alternatives, rather than as it was sent. */
  isTyped: boolean
}

/**
 * The draft that a recipe makes of one. Parameters that `model`, the one that will be used, does not have stay parked,
 * as they do when one changes the model; without a model nothing is known of them, and they go.
 */
export function takeOver(
  before: Draft,
  recipe: Recipe,
  { take, isTyped }: Choice,
  model: Model | null,
): Draft {
  const words = wordsOf(recipe, isTyped)
  if (take === 'prompt') return { ...before, ...words }
  const known = new Set(model?.parameters.map(({ name }) => name))
  const parked = Object.entries(before.values).filter(([name]) => model !== null && !known.has(name))
  const { modelId, provider, parameters, n, inputs = [] } = recipe
  const values = { ...Object.fromEntries(parked), ...parameters, n }
  const settings = { values, extra: extraText(recipe.extra) }
  return take === 'parameters'
    ? { ...before, ...settings }
    : { ...before, ...words, ...settings, modelId, provider, inputs: inputs.filter(isVisibleInput) }
}

export interface Change {
  label: string
  before: string
  after: string
}

function inWords(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'default'
  return typeof value === 'string' ? valueName(value) : JSON.stringify(value)
}

const labelled = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ')

function valueChanges(before: ParameterValues, after: ParameterValues, model: Model | null): Change[] {
  const specs = new Map(model?.parameters.map((spec) => [spec.name, spec]))
  const names = new Set([...specs.keys(), ...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => {
    const spec = specs.get(name)
    const fallback = spec?.default ?? undefined
    const isSame = JSON.stringify(before[name] ?? fallback) === JSON.stringify(after[name] ?? fallback)
    if (isSame) return []
    return [
      { label: spec?.label ?? labelled(name), before: inWords(before[name]), after: inWords(after[name]) },
    ]
  })
}

const change = (label: string, before: string, after: string): Change[] =>
  before === after ? [] : [{ label, before, after }]

const sourced = (version: Draft['version']) => (version ? versionName(version) : 'none')

const provided = (slug: string | null) => (slug === null ? 'automatic' : providerName(slug))
const sampled = (sample: Draft['sample']) => (sample === null ? 'all' : `${sample.size} of them`)
const shortened = (text: string) => text.trim().replaceAll(/\s+/g, ' ') || 'none'

function variableChanges(before: Draft, after: Draft): Change[] {
  const names = new Set([...Object.keys(before.variables), ...Object.keys(after.variables)])
  return [...names].flatMap((name) =>
    change(`{{${name}}}`, before.variables[name] || 'none', after.variables[name] || 'none'),
  )
}

function pictureChanges({ inputs: before }: Draft, { inputs: after }: Draft): Change[] {
  const named = (inputs: Draft['inputs']) => inputs.map(({ role, id }) => `${role} ${id}`).join(' ')
  if (named(before) === named(after)) return []
  const counted = ({ length }: Draft['inputs']) => (length === 0 ? 'none' : String(length))
  const isAsMany = before.length === after.length
  return [
    {
      label: 'Pictures to start from',
      before: counted(before),
      after: isAsMany ? `${counted(after)}, others` : counted(after),
    },
  ]
}

export interface Changes {
  /** The prompt, where it changes. */
  prompt: { before: string; after: string } | null
  list: Change[]
  /** Values that are kept, and not sent, because the model does not have them. */
  parked: string[]
}

/** What one draft has that the other has not. `model` will be used; `nameOf` says what models are called. */
export function changesOf(
  before: Draft,
  after: Draft,
  { model, nameOf }: { model: Model | null; nameOf: (modelId: string) => string },
): Changes {
  const known = new Set(model?.parameters.map(({ name }) => name))
  const parked = Object.keys(after.values).filter((name) => model !== null && !known.has(name))
  return {
    prompt: before.prompt === after.prompt ? null : { before: before.prompt, after: after.prompt },
    list: [
      ...change('Library', sourced(before.version), sourced(after.version)),
      ...variableChanges(before, after),
      ...change('Expansions', sampled(before.sample), sampled(after.sample)),
      ...pictureChanges(before, after),
      ...change('Model', nameOf(before.modelId), nameOf(after.modelId)),
      ...change('Provider', provided(before.provider), provided(after.provider)),
      ...valueChanges(before.values, after.values, model),
      ...change('Extra JSON', shortened(before.extra), shortened(after.extra)),
    ],
    parked: parked.map((name) => `${labelled(name)}: ${inWords(after.values[name])}`),
  }
}
