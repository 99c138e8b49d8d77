import type { Draft, Recipe } from '#components/playground/draft.ts'
import { parseExtra } from '#components/playground/extra.ts'
import type { PromptVersion } from '#lib/prompts/schema.ts'

/** What of a version makes a draft. */
export type VersionWords = Pick<
  PromptVersion,
  | 'id'
  | 'number'
  | 'promptId'
  | 'title'
  | 'text'
  | 'isPlain'
  | 'variables'
  | 'modelId'
  | 'provider'
  | 'parameters'
  | 'extra'
>

/** The settings of a draft, which a version leaves as they are that says nothing of them. */
function settingsOf(draft: Draft | null, defaultModelId: string) {
  if (!draft) return { modelId: defaultModelId, provider: null, parameters: {}, n: 1, extra: {} }
  const { modelId, provider, values, extra } = draft
  const { n, ...parameters } = values
  return { modelId, provider, parameters, n: typeof n === 'number' ? n : 1, extra: parseExtra(extra).values }
}

/** What a version would make of a draft: its pictures stay, and so do settings of which the version says nothing. */
export function recipeOf(version: VersionWords, draft: Draft | null, defaultModelId: string): Recipe {
  const { id, number, promptId, title, text, isPlain, variables, modelId, provider } = version
  const own = settingsOf(draft, defaultModelId)
  const { n = own.n, ...parameters } = version.parameters
  const settings =
    modelId === null
      ? own
      : { modelId, provider, parameters, n: typeof n === 'number' ? n : own.n, extra: version.extra }
  return {
    ...(isPlain ? { prompt: text } : { prompt: null, template: text, variables }),
    ...settings,
    inputs: draft?.inputs ?? [],
    version: { id, number, promptId, title, text },
  }
}

/** What is not of the language, where the language is in use. */
const escaped = (text: string) => text.replaceAll(/[{}|\\]|_(?=_)|^#(?= )/gm, String.raw`\$&`)

/** The same, put into what is written at a place: what was filled in stays. */
export function recipeAt(version: VersionWords, draft: Draft, at: number): Recipe {
  const recipe = recipeOf(version, draft, draft.modelId)
  const { prompt, isPlain } = draft
  if (prompt.trim() === '') return recipe
  const text = version.isPlain && !isPlain ? escaped(version.text) : version.text
  const words = prompt.slice(0, at) + text + prompt.slice(at)
  if (isPlain) return { ...recipe, prompt: words, template: null }
  return { ...recipe, prompt: null, template: words, variables: { ...draft.variables, ...version.variables } }
}

const asText = (value: unknown) => JSON.stringify(value)

/** Whether a version would change more of a draft than its words. */
export function changesSettings(version: VersionWords, draft: Draft): boolean {
  const { modelId, provider, parameters, extra } = version
  if (modelId === null) return false
  const chosen = Object.entries(parameters)
  return (
    modelId !== draft.modelId ||
    provider !== draft.provider ||
    chosen.length !== Object.keys(draft.values).length ||
    chosen.some(([name, value]) => asText(draft.values[name]) !== asText(value)) ||
    asText(extra) !== asText(parseExtra(draft.extra).values)
  )
}
