import { z } from 'zod'
import { modelIdSchema } from '#lib/upstream/schema.ts'
import { parameterSpecSchema } from './parameter.ts'

/** What can be made with a model here and now. */
export const supportSchema = z.discriminatedUnion('supported', [
  z.object({ supported: z.literal(true) }),
  z.object({ supported: z.literal(false), reason: z.string() }),
])

/** The ways of making a picture, by the API's own words. */
export const modes = ['text-to-image', 'image-edit', 'upscale'] as const
export const modeSchema = z.enum(modes)
export type Mode = z.infer<typeof modeSchema>

/** A model of the catalogue, in as many words as the API has for it. */
export const modelCardSchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  creator: z.string(),
  description: z.string().nullable(),
  status: z.enum(['active', 'disabled']),
  /** Micro-dollars an image, before any parameter. */
  priceMicros: z.number().int().nullable(),
  aliases: z.array(z.string()),
  tags: z.array(z.string()),
  modes: z.array(modeSchema),
  support: supportSchema,
})

export type ModelCard = z.infer<typeof modelCardSchema>

/** A model with what can be set on it. */
export const modelSchema = modelCardSchema.extend({
  parameters: z.array(parameterSpecSchema),
  /** Pictures that it can start from, at least and at most, and whether with a mask; null for from text alone. */
  inputs: z.object({ min: z.number().int(), max: z.number().int(), mask: z.boolean() }).nullable(),
  /** It is told something in words; an upscaler usually is not. */
  takesPrompt: z.boolean(),
  /** Characters that a prompt may have, where the schema says so. */
  promptLimit: z.number().int().nullable(),
  /** Slugs that can be pinned. */
  providers: z.array(z.string()),
  /** False when the schema could not be read, and these are the parameters that the API documents for all. */
  isLive: z.boolean(),
})

export type Model = z.infer<typeof modelSchema>
