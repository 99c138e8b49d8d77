import { z } from 'zod'
import { inputSizesSchema } from '#lib/inputs/schema/request.ts'
import { modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'
import { extraSchema } from './extra.ts'
import { parameterValuesSchema } from './values.ts'

export const estimateQuestionSchema = z.object({
  modelId: modelIdSchema,
  provider: providerSlugSchema.nullable(),
  parameters: parameterValuesSchema,
  extra: extraSchema.optional(),
  /** How large the pictures are that it starts from. Which they are is no part of the question. */
  inputs: inputSizesSchema.optional(),
})

export type EstimateQuestion = z.infer<typeof estimateQuestionSchema>

/** Micro-dollars for all images together, or the reason why nobody can say. */
export const estimateSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), micros: z.number().int() }),
  z.object({ known: z.literal(false), reason: z.string() }),
])

export type Estimate = z.infer<typeof estimateSchema>
