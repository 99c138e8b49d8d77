import { z } from 'zod'
import { promptSchema } from '#lib/generations/schema.ts'

/** A prompt to be rewritten, as it stands in the editor: its variables, alternatives and lists stay as they are. */
export const improvementQuestionSchema = z.object({ prompt: promptSchema })

export type ImprovementQuestion = z.infer<typeof improvementQuestionSchema>

export const improvementSchema = z.object({
  prompt: z.string(),
  /** Micro-dollars, as the upstream reports them; null when it does not. */
  costMicros: z.number().int().nullable(),
})

export type Improvement = z.infer<typeof improvementSchema>
