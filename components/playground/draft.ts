import type { Input, VisibleInput } from '#lib/inputs/schema/reference.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'
import { parsePrompt } from '#lib/language/schema.ts'
import type { ParameterValues } from '#lib/models/schema.ts'
import type { UsedVersion } from '#lib/prompts/schema.ts'
import { readDraft } from './read-draft.ts'

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
  /** The library's version that the words were taken from, whatever became of them. */
  version?: DraftVersion | null
}

export interface DraftVersion extends UsedVersion {
  /** What it says: while the prompt reads so, it is what is sent. */
  text: string
}

/** The version that a draft is made with: while its words are the library's own. */
export const versionIn = ({ prompt, version }: Draft): DraftVersion | null =>
  version?.text === prompt ? version : null

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
  /** The library's version that the words are from; its own text, where that is something else. */
  version?: (UsedVersion & { text?: string }) | null
}

const isLiteral = (text: string) => parsePrompt(text).every(({ kind }) => kind === 'text')

/**
 * The words of a draft that asks for the same again: as they were typed, with their variables and alternatives, or as
 * they were sent, whatever the language would make of them.
 */
export function wordsOf(
  {
    prompt,
    template,
    variables = {},
    version = null,
  }: Pick<Recipe, 'prompt' | 'template' | 'variables' | 'version'>,
  isTyped = true,
) {
  const hasTemplate = typeof template === 'string'
  if (isTyped && hasTemplate)
    return {
      prompt: template,
      variables: { ...variables },
      isPlain: false,
      sample: null,
      version: version && { text: template, ...version },
    }
  const text = prompt ?? ''
  return {
    prompt: text,
    variables: {},
    isPlain: !isLiteral(text),
    sample: null,
    version: version && !hasTemplate ? { text, ...version } : null,
  }
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
