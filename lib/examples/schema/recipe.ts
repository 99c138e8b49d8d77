import { z } from 'zod'
import { variablesSchema } from '#lib/generations/schema/states.ts'
import { parameterValuesSchema } from '#lib/models/schema/values.ts'

/** How an example was made, as it was then: it stays when what it was made by is emptied. */
export const exampleRecipeSchema = z.object({
  /** As sent; null where the model took no words. */
  prompt: z.string().nullable(),
  /** As typed, where that is something else. */
  template: z.string().nullable(),
  variables: variablesSchema,
  modelId: z.string(),
  /** Pinned; null for automatic. */
  provider: z.string().nullable(),
  /** Only what was chosen, without `n`. */
  parameters: parameterValuesSchema,
  extra: parameterValuesSchema,
  n: z.number().int(),
  /** How many pictures it was made from: they are no part of the recipe. */
  inputs: z.number().int(),
})

export type ExampleRecipe = z.infer<typeof exampleRecipeSchema>
