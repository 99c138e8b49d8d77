import { callSchema } from '#lib/generations/schema/calls.ts'
import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import {
  costSourceSchema,
  environmentSchema,
  generationStatuses,
  variablesSchema,
  visibilitySchema,
} from '#lib/generations/schema/states.ts'
import { inputSchema } from '#lib/inputs/schema/reference.ts'
import { jsonSchema } from '#lib/models/schema/values.ts'
import { usedVersionSchema } from '#lib/prompts/schema/used.ts'
import { galleryScopes, imageVariants } from './schema/address.ts'

export * from './schema/address.ts'
export * from './schema/filter.ts'
export * from './schema/trash.ts'

const time = z.iso.datetime()
const micros = z.number().int()

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
  costMicros: micros.nullable(),
})

export type Image = z.infer<typeof imageSchema>

export const imageVariantSchema = z.enum(imageVariants)
export const galleryScopeSchema = z.enum(galleryScopes)

/** Enough of a prompt to stand for the picture where it cannot be seen. */
export const altLength = 300

export const galleryImageSchema = z.object({
  id: z.uuid(),
  generationId: z.uuid(),
  width: z.number().int(),
  height: z.number().int(),
  thumbhash: z.string().nullable(),
  mime: z.string(),
  bytes: z.number().int(),
  /** Its first 300 characters: the alternative text. */
  prompt: z.string().nullable(),
  modelId: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }),
  visibility: visibilitySchema,
  environment: environmentSchema,
  createdAt: time,
  costMicros: micros.nullable(),
  /** Of the viewer's own marks. */
  isFavourite: z.boolean(),
  isRejected: z.boolean(),
  rating: z.number().int().nullable(),
  /** Of all members who rated it; null where nobody did. */
  meanRating: z.number().nullable(),
  trashedAt: time.nullable(),
  can: z.object({ remove: z.boolean(), restore: z.boolean(), setVisibility: z.boolean() }),
})

export type GalleryImage = z.infer<typeof galleryImageSchema>

export const galleryPageSchema = z.object({
  images: z.array(galleryImageSchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})

export type GalleryPage = z.infer<typeof galleryPageSchema>

const parameters = z.record(z.string(), jsonSchema)

/** Everything about one image: how it was asked for, how it was made, what it cost. */
export const imageDetailSchema = galleryImageSchema.extend({
  sha256: z.string(),
  revisedPrompt: z.string().nullable(),
  /** Whole, as sent. */
  prompt: z.string().nullable(),
  /** As typed, before its variables were filled in and its alternatives chosen; null where that is the same. */
  template: z.string().nullable(),
  variables: variablesSchema,
  /** The library's version that it was made with, where the viewer may see its prompt. */
  version: usedVersionSchema.nullable(),
  /** The batch that its generation was made for. */
  batchId: z.uuid().nullable(),
  /** As requested: only what was chosen, without `n`. */
  parameters,
  extra: parameters,
  n: z.number().int(),
  /** Among the images of its attempt, from 0. */
  position: z.number().int(),
  /** Pinned; null for automatic. Who really made it stands in the attempt. */
  provider: z.string().nullable(),
  /** The one that made it. */
  attempt: z.object({
    number: z.number().int(),
    upstreamRequestId: z.string().nullable(),
    executedModel: z.string().nullable(),
    provider: z.string().nullable(),
    costMicros: micros.nullable(),
    sentAt: time.nullable(),
    finishedAt: time.nullable(),
  }),
  /** All calls that the generation has had. */
  calls: z.array(callSchema),
  // Of the whole generation.
  status: z.enum(generationStatuses),
  estimateMicros: micros.nullable(),
  generationCostMicros: micros.nullable(),
  costSource: costSourceSchema.nullable(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  /** The ids of the generation's images in their order, this one among them; those in the trash only if it is. */
  siblings: z.array(z.uuid()),
  /** How many members rated it. */
  ratings: z.number().int(),
  /** Rate it, reject it, tag it: not what is in the trash, and no guest. */
  canMark: z.boolean(),
  /** The words that the team put on it. */
  tags: z.array(z.string()),
  /** The albums that it is in. */
  albums: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Images that were made from this one, the newest first, as far as the viewer sees them; some of many. */
  usedFor: z.array(z.object({ id: z.uuid(), width: z.number().int(), height: z.number().int() })),
  /** What a draft needs to ask for the same again. */
  input: z.object({
    modelId: z.string(),
    provider: z.string().nullable(),
    prompt: z.string().nullable(),
    template: z.string().nullable(),
    variables: variablesSchema,
    parameters,
    extra: parameters,
    n: z.number().int(),
    inputs: z.array(inputSchema),
    version: usedVersionSchema.nullable(),
  }),
})

export type ImageDetail = z.infer<typeof imageDetailSchema>

/** As many as a person picks by hand and the server answers at once. */
const pickedSchema = z.object({
  team: teamSlugSchema,
  images: z
    .array(z.uuid())
    .min(1, 'Choose at least one image.')
    .max(500, 'Choose at most 500 images at once.'),
})

/** What one member thinks of an image. What is not named stays as it is. */
export const marksSchema = z
  .object({
    favourite: z.boolean(),
    rejected: z.boolean(),
    /** Null takes it back. */
    rating: z.number().int().min(1).max(5).nullable(),
  })
  .partial()

export type Marks = z.infer<typeof marksSchema>

export const markImagesSchema = pickedSchema.extend({ marks: marksSchema })
export const removeFromGallerySchema = pickedSchema
export const restoreToGallerySchema = pickedSchema
