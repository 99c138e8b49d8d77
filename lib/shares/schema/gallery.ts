import { z } from 'zod'
import { parameterValuesSchema } from '#lib/models/schema/values.ts'
import { sharedVariants } from './address.ts'

// What leaves the server for whoever has a link: by allow-list, field by field. No id of the database, no name of a
// file, nothing of a person but a name where names are switched on.

export const sharedVariantSchema = z.enum(sharedVariants)
/** Its place in the link, from 1; not a place in a list, for what was taken out leaves a gap. */
export const sharedNumberSchema = z.coerce.number().int().min(1).max(1_000_000)

/** Of a link's pages, as an address says it; anything else is the first. */
export const sharedPageNumberSchema = z.coerce.number().int().min(1).max(1_000).catch(1)

/** Pictures on one page: what a phone holds, and more than most links have. */
export const sharedPageSize = 120

export const sharedImageSchema = z.object({
  number: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  thumbhash: z.string().nullable(),
  /** Its prompt's first 300 characters where prompts are shown; else what place it has. */
  alt: z.string(),
  isStarred: z.boolean(),
  /** Who made it, where names are shown. */
  by: z.string().nullable(),
})

export type SharedImage = z.infer<typeof sharedImageSchema>

const allowed = z.object({ download: z.boolean(), remix: z.boolean() })

export const sharedGallerySchema = z.object({
  team: z.string(),
  title: z.string(),
  note: z.string(),
  /** Who shares it, where names are shown. */
  by: z.string().nullable(),
  updatedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  can: allowed,
  /** All that are shown, on all pages. */
  total: z.number().int(),
  page: z.number().int(),
  pages: z.number().int(),
  images: z.array(sharedImageSchema),
})

export type SharedGallery = z.infer<typeof sharedGallerySchema>

export const sharedPictureSchema = sharedImageSchema.extend({
  title: z.string(),
  can: allowed,
  /** Whole; null where prompts are not shown. */
  prompt: z.string().nullable(),
  /** Null where parameters are not shown. */
  modelId: z.string().nullable(),
  parameters: parameterValuesSchema.nullable(),
  before: z.number().int().nullable(),
  after: z.number().int().nullable(),
  /** Among those that are shown, from 1. */
  place: z.number().int(),
  total: z.number().int(),
})

export type SharedPicture = z.infer<typeof sharedPictureSchema>

/** What a draft needs to ask for something like it. */
export const sharedRecipeSchema = z.object({
  prompt: z.string().nullable(),
  modelId: z.string(),
  provider: z.null(),
  parameters: parameterValuesSchema,
  extra: parameterValuesSchema,
  n: z.literal(1),
})

export type SharedRecipe = z.infer<typeof sharedRecipeSchema>

export const unlockSchema = z.object({ password: z.string().min(1).max(200) })
