import { z } from 'zod'

export const searchMaxLength = 200

/** Prompts of the viewer's own, each once, the newest use first. */
export const promptPageSchema = z.object({
  prompts: z.array(
    z.object({
      /** As it was typed. */
      text: z.string(),
      usedAt: z.iso.datetime(),
      /** What it was used for last. */
      generationId: z.uuid(),
      modelId: z.string(),
    }),
  ),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})

export type PromptPage = z.infer<typeof promptPageSchema>
