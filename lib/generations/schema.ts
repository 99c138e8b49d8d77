import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { imageSchema } from '#lib/images/schema.ts'
import { inputSchema } from '#lib/inputs/schema/reference.ts'
import { inputRefsSchema } from '#lib/inputs/schema/request.ts'
import { extraSchema } from '#lib/models/schema/extra.ts'
import { jsonSchema, parameterValuesSchema } from '#lib/models/schema/values.ts'
import { usedVersionSchema } from '#lib/prompts/schema/used.ts'
import { failureCodeSchema, modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'
import { callSchema } from './schema/calls.ts'
import { promptMaxLength } from './schema/limits.ts'
import { costSourceSchema, environmentSchema, variablesSchema, visibilitySchema } from './schema/states.ts'

export type { Call } from './schema/calls.ts'
export * from './schema/history.ts'
export * from './schema/status.ts'
export type { GenerationStatus, Visibility } from './schema/states.ts'
export { promptMaxLength } from './schema/limits.ts'
export { variablesSchema } from './schema/states.ts'

export const generationIdSchema = z.uuid('This is not the id of a generation.')

export const maxImages = 10

/** What a person types; also nothing, for a model that is told nothing in words. */
const wordsSchema = z
  .string('Write a prompt.')
  .refine((text) => text.length <= promptMaxLength, `A prompt has at most ${promptMaxLength} characters.`)
  .refine((text) => !text.includes('\0'), 'There is a character in this prompt that cannot be kept.')

export const promptSchema = wordsSchema.refine((text) => text.trim() !== '', 'Write a prompt.')

/** A prompt as it was typed: with variables, alternatives and lists. */
export const templateSchema = z.string().max(promptMaxLength)

/** What a person asks for. The browser makes the id, so that a double click or a repeated action is the same request. */
export const generationInputSchema = z.object({
  id: generationIdSchema,
  modelId: modelIdSchema,
  provider: providerSlugSchema.nullable(),
  /** Counts for nothing where the model takes none. */
  prompt: wordsSchema,
  /** Only what was chosen; `n` among them. */
  parameters: parameterValuesSchema,
  /** What the model's schema does not know, and the API passes on. */
  extra: extraSchema.optional(),
  /** The pictures that it starts from, in their order. */
  inputs: inputRefsSchema.optional(),
  visibility: visibilitySchema.default('team'),
  /** Where its images go when they are there; counts for nothing where there is no such album. */
  albumId: z.uuid().nullable().optional(),
  /** The library's version whose text was typed; counts for nothing where it says something else. */
  promptVersionId: z.uuid().nullable().optional(),
  /** What became `prompt`, where that was not typed as it is. */
  template: templateSchema.optional(),
  variables: variablesSchema.optional(),
})

export type GenerationInput = z.infer<typeof generationInputSchema>

export const failureSchema = z.object({
  code: failureCodeSchema,
  /** What the upstream said, shortened. */
  message: z.string(),
  /** Images that were asked for and did not come. */
  missing: z.number().int().default(0),
  retryAfterSeconds: z.number().nullable().default(null),
})

export type Failure = z.infer<typeof failureSchema>

const attemptSchema = callSchema.extend({
  upstreamRequestId: z.string().nullable(),
  executedModel: z.string().nullable(),
  costMicros: z.number().int().nullable(),
})

const common = {
  id: generationIdSchema,
  /** The batch that it was made for. */
  batchId: z.uuid().nullable(),
  /** As sent. */
  prompt: z.string().nullable(),
  /** As typed, before its variables were filled in and its alternatives chosen; null where that is the same. */
  template: z.string().nullable(),
  variables: variablesSchema,
  /** The library's version that it was made with, where the viewer may see its prompt. */
  version: usedVersionSchema.nullable(),
  modelId: z.string(),
  provider: z.string().nullable(),
  n: z.number().int(),
  parameters: z.record(z.string(), jsonSchema),
  extra: z.record(z.string(), jsonSchema),
  inputs: z.array(inputSchema),
  author: z.object({ id: z.uuid(), name: z.string() }),
  visibility: visibilitySchema,
  environment: environmentSchema,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  estimateMicros: z.number().int().nullable(),
  costMicros: z.number().int().nullable(),
  costSource: costSourceSchema.nullable(),
  /** Somebody said stop after it was sent: it runs on, and what comes is kept. */
  isStopped: z.boolean(),
  attempts: z.array(attemptSchema),
  images: z.array(imageSchema),
  can: z.object({
    cancel: z.boolean(),
    retry: z.boolean(),
    remove: z.boolean(),
    setVisibility: z.boolean(),
  }),
}

const failed = { ...common, failure: failureSchema }

/** A generation as its author's team sees it. One shape for each status: what cannot be is not sayable. */
export const generationSchema = z.discriminatedUnion('status', [
  /** `position` in the queue, from 1; 0 while its batch is paused. */
  z.object({ status: z.literal('queued'), ...common, position: z.number().int() }),
  z.object({ status: z.literal('running'), ...common }),
  z.object({ status: z.literal('succeeded'), ...common }),
  z.object({ status: z.literal('partial'), ...failed }),
  z.object({ status: z.literal('refused'), ...failed }),
  z.object({ status: z.literal('failed'), ...failed }),
  z.object({ status: z.literal('cancelled'), ...common }),
  z.object({ status: z.literal('unknown'), ...failed }),
  z.object({ status: z.literal('lost'), ...failed }),
])

export type Generation = z.infer<typeof generationSchema>

export const startGenerationSchema = generationInputSchema.extend({ team: teamSlugSchema })
export const cancelGenerationSchema = z.object({ team: teamSlugSchema, id: generationIdSchema })
export const retryGenerationSchema = z.object({
  team: teamSlugSchema,
  id: generationIdSchema,
  /** The attempt that is to be repeated: a second click finds a newer one, and does nothing. */
  afterAttempt: z.number().int().min(0),
})

export const deleteGenerationSchema = z.object({ team: teamSlugSchema, id: generationIdSchema })
export const changeVisibilitySchema = z.object({
  team: teamSlugSchema,
  id: generationIdSchema,
  visibility: visibilitySchema,
})

/** What waits or runs: numbers only. */
export const queueCountsSchema = z.object({ mine: z.number().int(), team: z.number().int() })

export type QueueCounts = z.infer<typeof queueCountsSchema>

/** `gone` of the stream: what was visible a moment ago is in the trash now, or somebody's own. */
export const goneSchema = z.object({ id: generationIdSchema })
