import { z } from 'zod'
import { selectionSchema } from '#lib/images/schema/filter.ts'
import { downloadFormats } from './options.ts'

/** What stands in the address of a download. */
export const downloadQuerySchema = z.object({
  as: z.enum(downloadFormats).default('original'),
  recipe: z
    .enum(['on', 'off'])
    .default('on')
    .transform((value) => value === 'on'),
})

/** Which pictures a zip is made of, and as what. */
export const zipRequestSchema = z.object({
  selection: selectionSchema,
  as: z.enum(downloadFormats),
  recipe: z.boolean(),
})

export type ZipRequest = z.infer<typeof zipRequestSchema>
