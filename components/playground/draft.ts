import type { Input, VisibleInput } from '#lib/inputs/schema/reference.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'
import { parsePrompt } from '#lib/language/schema.ts'
import type { ParameterValues } from '#lib/models/schema.ts'

export interface Draft {
  prompt: string
  modelId: string
  provider: string | null
  /** By name; those that the current model does not know are parked here until one does. */
  values: ParameterValues
  /** Pictures to start from; set aside while the model takes none. */
  inputs: VisibleInput[]
  /** What was filled in for the prompt's variables, by name; those that it does not have are kept until it does. */
  variables: Record<string, string>
  /** The prompt is not of the language: what is typed is sent. */
  isPlain: boolean
  /** So many of the expansions, drawn by a seed; null for all. */
  sample: { size: number; seed: number } | null
  /** Extra JSON as it was typed, also while it is none yet. */
  extra: string
  /** The album that the pictures come into; no part of what makes them. */
  album?: { id: string; name: string } | null
}

/** What something was made with. */
export interface Recipe {
  /** As sent. */
  prompt: string | null
  /** As typed, where that is something else. */
  template?: string | null
  variables?: Readonly<Record<string, string>>
  modelId: string
  provider: string | null
  parameters: ParameterValues
  extra?: ParameterValues
  n: number
  inputs?: readonly Input[]
}

const isLiteral = (text: string) => parsePrompt(text).every(({ kind }) => kind === 'text')

/**
 * The words of a draft that asks for the same again: as they were typed, with their variables and alternatives, or as
 * they were sent, whatever the language would make of them.
 */
export function wordsOf(
  { prompt, template, variables = {} }: Pick<Recipe, 'prompt' | 'template' | 'variables'>,
  isTyped = true,
) {
  if (isTyped && typeof template === 'string')
    return { prompt: template, variables: { ...variables }, isPlain: false, sample: null }
  const text = prompt ?? ''
  return { prompt: text, variables: {}, isPlain: !isLiteral(text), sample: null }
}

/** Extra JSON as one would type it. */
export const extraText = (extra: ParameterValues = {}) =>
  Object.keys(extra).length === 0 ? '' : JSON.stringify(extra, null, 2)

/** A draft that asks for the same again, but for the pictures that are not the viewer's to see. */
export function draftOf(recipe: Recipe): Draft {
  const { modelId, provider, parameters, n, extra, inputs = [] } = recipe
  return {
    ...wordsOf(recipe),
    modelId,
    provider,
    values: { ...parameters, n },
    inputs: inputs.filter(isVisibleInput),
    extra: extraText(extra),
  }
}

/** The drafts of this tab; each is written to the browser's storage behind it. */
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

const keyOf = (team: string) => `atelier.draft.${team}`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isInput = (value: unknown): value is VisibleInput =>
  isObject(value) &&
  (value['role'] === 'image' || value['role'] === 'mask') &&
  (value['from'] === 'gallery' || value['from'] === 'upload') &&
  typeof value['id'] === 'string' &&
  typeof value['width'] === 'number' &&
  typeof value['height'] === 'number'

const isSample = (value: unknown): value is NonNullable<Draft['sample']> =>
  isObject(value) && typeof value['size'] === 'number' && typeof value['seed'] === 'number'

const isAlbum = (value: unknown): value is NonNullable<Draft['album']> =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string'

const readText = (value: unknown) => (typeof value === 'string' ? value : null)

/** What an earlier version of this page kept may lack something, or be of another kind. */
function readDraft(kept: unknown): Draft | null {
  if (!isObject(kept) || typeof kept['prompt'] !== 'string' || typeof kept['modelId'] !== 'string')
    return null
  const { prompt, modelId, provider, values, inputs, variables, isPlain, sample, extra, album } = kept
  const filled = Object.entries(isObject(variables) ? variables : {})
  return {
    prompt,
    modelId,
    provider: readText(provider),
    // It came out of JSON; what no parameter takes is refused where it is used.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    values: isObject(values) ? (values as ParameterValues) : {},
    inputs: Array.isArray(inputs) ? inputs.filter(isInput) : [],
    variables: Object.fromEntries(
      filled.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    isPlain: isPlain === true,
    sample: isSample(sample) ? sample : null,
    extra: readText(extra) ?? '',
    album: isAlbum(album) ? album : null,
  }
}

function restore(key: string): Draft | null {
  try {
    return readDraft(JSON.parse(localStorage.getItem(key) ?? 'null'))
  } catch {
    return null
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** As if nothing had been written yet. */
export function dropDraft(team: string): void {
  const key = keyOf(team)
  drafts.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // A forbidden storage has none.
  }
  tell()
}

/** Puts a draft in the place of the team's. */
export function keepDraft(team: string, draft: Draft): void {
  const key = keyOf(team)
  drafts.set(key, draft)
  tell()
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A full or forbidden storage costs the draft after a reload, and nothing else.
  }
}

export function subscribeToDrafts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The team's draft; null when there is none yet. */
export function findDraft(team: string): Draft | null {
  const key = keyOf(team)
  const draft = drafts.get(key) ?? restore(key)
  if (draft) drafts.set(key, draft)
  return draft
}
