import { z } from 'zod'
import { modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'
import { parameterValuesSchema } from './values.ts'

export const estimateQuestionSchema = z.object({
  modelId: modelIdSchema,
  provider: providerSlugSchema.nullable(),
  parameters: parameterValuesSchema,
})

export type EstimateQuestion = z.infer<typeof estimateQuestionSchema>

/** Micro-dollars for all images together, or the reason why nobody can say. */
export const estimateSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), micros: z.number().int() }),
  z.object({ known: z.literal(false), reason: z.string() }),
])

export type Estimate = z.infer<typeof estimateSchema>
