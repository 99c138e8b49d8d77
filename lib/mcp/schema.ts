import { z } from 'zod'
import type { ImageCall } from '#lib/gateway/schema.ts'
import { parameterValuesSchema } from '#lib/models/schema.ts'

/** What is asked of a model. */
export const callArgumentsSchema = z.object({
  model: z.string().describe('An id of list_models.'),
  prompt: z.string().default('').describe('What should be in the picture.'),
  n: z.number().int().min(1).max(10).default(1).describe('How many pictures.'),
  parameters: parameterValuesSchema
    .default({})
    .describe('Other parameters of the model, as describe_model names them.'),
})

type CallArguments = z.infer<typeof callArgumentsSchema>

/** The same as a call of the endpoint: what is named apart is not overwritten. */
export const toCall = ({ model, prompt, n, parameters }: CallArguments): ImageCall => ({
  ...parameters,
  model,
  prompt,
  n,
  response_format: 'url',
  user: null,
})

export const generateSchema = callArgumentsSchema.extend({
  request_id: z
    .string()
    .max(200)
    .optional()
    .describe('A name of your own for this request: asked again with it, it is made and paid only once.'),
})

export const searchSchema = z.object({
  query: z
    .string()
    .max(500)
    .default('')
    .describe('Words of the prompt, and filters such as model:imagen rating:4 by:ada. Empty for the newest.'),
  limit: z.number().int().min(1).max(50).default(10),
})

export const findPromptsSchema = z.object({
  search: z.string().max(200).default('').describe('Words of its title, text or tags.'),
})

export const fillPromptSchema = z.object({
  prompt: z.string().describe('A slug of list_prompts.'),
  variables: z.record(z.string(), z.string()).default({}).describe('A value for each {{variable}}.'),
})
