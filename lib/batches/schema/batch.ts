import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { generationSchema } from '#lib/generations/schema.ts'
import { environmentSchema, visibilitySchema } from '#lib/generations/schema/states.ts'
import { estimateSchema } from '#lib/models/schema.ts'
import { batchKinds, planSchema } from './plan.ts'

export const batchIdSchema = z.uuid('This is not the id of a batch.')

/** The browser makes the id, so that a double click or a repeated action is the same batch. */
export const batchInputSchema = z.object({
  id: batchIdSchema,
  plan: planSchema,
  /** Cells that exist already, with the same recipe, are taken over and cost nothing. */
  reuse: z.boolean().default(false),
  title: z.string().trim().max(200, 'A title has at most 200 characters.').optional(),
  visibility: visibilitySchema.default('team'),
  /** Where the images that are made for it go. */
  albumId: z.uuid().nullable().optional(),
  /** The library's version that was typed: for the cells that have its text. */
  promptVersionId: z.uuid().nullable().optional(),
})

export type BatchInput = z.infer<typeof batchInputSchema>

/** `done`: nothing waits or runs, and nothing is being looked up. */
export const batchStateSchema = z.enum(['running', 'paused', 'done', 'cancelled'])
export type BatchState = z.infer<typeof batchStateSchema>

const count = z.number().int()
const micros = z.number().int()

/** Each cell counts once: as reused, or under the status of its generation. */
export const batchCountsSchema = z.object({
  total: count,
  reused: count,
  queued: count,
  running: count,
  succeeded: count,
  partial: count,
  refused: count,
  failed: count,
  cancelled: count,
  unknown: count,
  lost: count,
})

export type BatchCounts = z.infer<typeof batchCountsSchema>

/** An axis of the grid, with its values in words. Files have one, of their rows. */
export const plannedAxisSchema = z.object({
  kind: z.enum(['parameter', 'variable', 'expansion', 'model', 'prompt', 'row']),
  label: z.string(),
  /** Empty, of a batch, where the viewer sees no cell that has it. */
  values: z.array(z.string()),
})

export type PlannedAxis = z.infer<typeof plannedAxisSchema>

/** What changes while a batch runs. */
const standing = {
  state: batchStateSchema,
  counts: batchCountsSchema,
  /** Of what was made for it so far; what was reused cost nothing. */
  costMicros: micros,
  /** Goes along with `retryBatch`: when the last of those ended that can be tried again. Null: there are none. */
  retryUpTo: z.iso.datetime().nullable(),
  can: z.object({
    pause: z.boolean(),
    resume: z.boolean(),
    cancel: z.boolean(),
    retryFailed: z.boolean(),
  }),
}

export const batchSchema = z.object({
  id: batchIdSchema,
  kind: z.enum(batchKinds),
  title: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }),
  visibility: visibilitySchema,
  environment: environmentSchema,
  createdAt: z.iso.datetime(),
  /** Of a matrix; empty for the other kinds. */
  axes: z.array(plannedAxisSchema),
  /** What was reserved for all that is made for it; null where that could not be known. */
  estimateMicros: micros.nullable(),
  ...standing,
})

export type Batch = z.infer<typeof batchSchema>

/** `batch` of the stream. */
export const batchNewsSchema = z.object({
  id: batchIdSchema,
  ...standing,
  /** Many cells changed in one step, which are not told one by one: read again those that are shown. */
  readAgain: z.boolean(),
})

export type BatchNews = z.infer<typeof batchNewsSchema>

export const batchCellSchema = z.object({
  position: count,
  /** On each axis, from 0. */
  coordinates: z.array(count),
  /** The values on each axis, in words; none where the generation is null and the viewer may not read all. */
  labels: z.array(z.string()),
  isReused: z.boolean(),
  /** Null where it is in the trash, or not the viewer's to see. */
  generation: generationSchema.nullable(),
})

export type BatchCell = z.infer<typeof batchCellSchema>

export const cellPageSchema = z.object({
  cells: z.array(batchCellSchema),
  /** The `after` of the next page; null at the end. */
  next: count.nullable(),
})

export type CellPage = z.infer<typeof cellPageSchema>

/** What a plan comes to, before anything is spent. */
export const planAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    cells: count,
    /** Of all cells together. */
    images: count,
    axes: z.array(plannedAxisSchema),
    /** Cells that exist already, with the same recipe. */
    existing: count,
    /** Cells that would be made, and their price: without the existing ones, if those are to be reused. */
    toMake: count,
    price: estimateSchema,
    /** Cells that cannot be made as they are, at most 100 of them. */
    problems: z.array(
      z.object({ position: count, label: z.string(), line: count.nullable(), message: z.string() }),
    ),
    /** All of them. */
    problemCount: count,
  }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(['too_many', 'invalid']),
    /** How many cells it stands for, however many that are. */
    count: z.string(),
    message: z.string(),
  }),
])

export type PlanAnswer = z.infer<typeof planAnswerSchema>

export const planQuestionSchema = z.object({ plan: planSchema, reuse: z.boolean().default(false) })

export const startBatchSchema = batchInputSchema.extend({ team: teamSlugSchema })
export const changeBatchSchema = z.object({ team: teamSlugSchema, id: batchIdSchema })
export const retryBatchSchema = changeBatchSchema.extend({
  /** The batch's `retryUpTo` that the person saw: a second click finds nothing of that time, and does nothing. */
  upTo: z.iso.datetime(),
})
