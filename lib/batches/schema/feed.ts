import { z } from 'zod'
import { generationSchema } from '#lib/generations/schema.ts'
import { imageSchema } from '#lib/images/schema.ts'
import { batchCellSchema, batchSchema } from './batch.ts'

/** A batch of variants or models with at most so many cells is shown whole; of others, the newest pictures. */
export const wholeBatchCells = 40
export const newestImages = 8

export const feedItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('generation'), generation: generationSchema }),
  z.object({
    kind: z.literal('batch'),
    batch: batchSchema,
    /** All of them, or null where there are too many to show. */
    cells: z.array(batchCellSchema).nullable(),
    /** The newest images; empty where there are `cells`. */
    newest: z.array(imageSchema),
  }),
])

export type FeedItem = z.infer<typeof feedItemSchema>

export const feedPageSchema = z.object({
  items: z.array(feedItemSchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})

export type FeedPage = z.infer<typeof feedPageSchema>
