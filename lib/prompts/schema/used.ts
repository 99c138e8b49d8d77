import { z } from 'zod'

/** The version that something was made with, where the viewer may see its prompt. */
export const usedVersionSchema = z.object({
  id: z.uuid(),
  number: z.number().int(),
  promptId: z.uuid(),
  title: z.string(),
})

export type UsedVersion = z.infer<typeof usedVersionSchema>
