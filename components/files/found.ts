import type { Draft, Recipe } from '#components/playground/draft.ts'
import type { Take } from '#components/reuse/changes.ts'
import type { FoundRecipe } from '#lib/files/schema/read.ts'

/** Larger than any picture that is made here; it is read into memory. */
const mostBytes = 64 * 1024 * 1024

/** What the first of these that says so was made with. What reads it is loaded then. */
export async function findRecipe(files: readonly File[]): Promise<FoundRecipe | null> {
  const { readRecipe } = await import('#lib/files/schema/read.ts')
  for (const file of files.filter(({ size }) => size <= mostBytes)) {
    const found = readRecipe(new Uint8Array(await file.arrayBuffer()))
    if (found) return found
  }
  return null
}

export interface Wish {
  recipe: Recipe
  take: Take
  /** What of it cannot be had here. */
  lacks: string[]
}

/** What is asked for again, with what is here: of words alone, the words; with a model that is not here, the chosen one. */
export function wishOf(found: FoundRecipe, draft: Draft, isHere: (modelId: string) => boolean): Wish {
  const chosen = { modelId: draft.modelId, provider: draft.provider }
  if (found.kind === 'prompt') {
    const recipe = { prompt: found.prompt, ...chosen, parameters: {}, n: 1 }
    return { recipe, take: 'prompt', lacks: [] }
  }
  const { model, provider, prompt, template, variables, parameters, extra, n, inputs } = found.recipe
  const whose = isHere(model) ? { modelId: model, provider } : chosen
  return {
    recipe: { prompt, template, variables, parameters, extra, n, ...whose },
    take: 'everything',
    lacks: [
      ...(isHere(model) ? [] : [`The model ${model} is not here; yours stays.`]),
      ...(inputs === 0 ? [] : ['It was made from other pictures, which are not in the file.']),
    ],
  }
}
