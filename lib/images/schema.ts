import { z } from 'zod'

/** What the browser gets of an image: nothing that is not shown. Money in micro-dollars. */
export const imageSchema = z.object({
  id: z.uuid(),
  position: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  mime: z.string(),
  bytes: z.number().int(),
  thumbhash: z.string().nullable(),
  revisedPrompt: z.string().nullable(),
  costMicros: z.number().int().nullable(),
})

export type Image = z.infer<typeof imageSchema>

export const imageVariants = ['original', '256', '512', '1024'] as const
export const imageVariantSchema = z.enum(imageVariants)
export type ImageVariant = z.infer<typeof imageVariantSchema>

/** The authorised address of an image's bytes. */
export function imageUrl(teamSlug: string, imageId: string, variant: ImageVariant): string {
  return `/api/t/${teamSlug}/images/${imageId}/${variant}`
}
