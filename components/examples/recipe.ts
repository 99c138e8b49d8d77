import type { Draft, Recipe } from '#components/playground/draft.ts'
import type { Example } from '#lib/examples/schema.ts'
import type { Starter } from '#lib/examples/schema/starters.ts'

/** What an example makes of a draft: the pictures that it was made from are no part of it. */
export const recipeOfExample = ({ recipe, version }: Pick<Example, 'recipe' | 'version'>): Recipe => ({
  ...recipe,
  inputs: [],
  version,
})

/** What a recipe to start with makes of a draft: its words and its shape; model and all else stay as they are. */
export function recipeOfStarter(
  { template, parameters }: Starter,
  draft: Draft | null,
  defaultModelId: string,
): Recipe {
  const { n, ...values } = draft?.values ?? {}
  return {
    prompt: null,
    template,
    variables: {},
    modelId: draft?.modelId ?? defaultModelId,
    provider: draft?.provider ?? null,
    parameters: { ...values, ...parameters },
    n: typeof n === 'number' ? n : 1,
  }
}
