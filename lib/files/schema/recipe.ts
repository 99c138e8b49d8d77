import { z } from 'zod'
import { jsonSchema } from '#lib/models/schema/json.ts'

const mostLetters = 200_000
const text = z.string().max(mostLetters)
const name = z.string().max(300)
const values = z.record(name, jsonSchema)

/**
 * How a picture was made, as it stands inside its file: `docs/recipe-in-a-file.md`. Nothing in it belongs to one server:
 * no person, no id, no cost. What a later version adds is passed over.
 */
export const fileRecipeSchema = z.object({
  version: z.number().int().min(1),
  /** As sent; null where it was taken back. */
  prompt: text.nullable(),
  /** As typed, with its variables and alternatives, where that is something else. */
  template: text.nullable().default(null),
  variables: z.record(name, text).default({}),
  model: name.min(1),
  /** Pinned; null for automatic. */
  provider: name.nullable().default(null),
  /** Who really made it, as the API said. */
  executedModel: name.nullable().default(null),
  executedProvider: name.nullable().default(null),
  /** As requested: only what was chosen. */
  parameters: values.default({}),
  /** What was sent beside them. */
  extra: values.default({}),
  /** How many pictures were asked for at once. */
  n: z.number().int().min(1).max(1000).default(1),
  /** How many pictures it was made from. */
  inputs: z.number().int().min(0).max(1000).default(0),
  createdAt: z.iso.datetime(),
})

export type FileRecipe = z.infer<typeof fileRecipeSchema>
