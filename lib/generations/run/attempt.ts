import { z } from 'zod'
import { inputRoleSchema } from '#lib/inputs/schema/reference.ts'
import { jsonSchema } from '#lib/models/schema.ts'
import { routingSchema } from '#lib/routing/schema.ts'
import { directNameSchema, upstreamNameSchema } from '#lib/upstream/schema.ts'
import { environmentSchema } from '../schema/states.ts'

/** How long an attempt is its worker's without a sign of life, and how often the worker gives one. */
export const leaseMs = 5_000
export const renewMs = 1_500

const bigMicros = z.coerce.bigint().nullable()

/** An attempt with everything that is needed to make its call and to settle it. */
export const attemptSchema = z.object({
  id: z.uuid(),
  teamId: z.uuid(),
  generationId: z.uuid(),
  authorId: z.uuid(),
  number: z.number().int(),
  upstream: upstreamNameSchema,
  environment: environmentSchema,
  /** The team's own key that it is made with; null for the server's. */
  credentialId: z.uuid().nullable(),
  traceId: z.string(),
  sentAt: z.date().nullable(),
  deadlineAt: z.date().nullable(),
  lookups: z.number().int(),
  modelId: z.string(),
  pinnedProvider: z.string().nullable(),
  prompt: z.string(),
  n: z.number().int(),
  parameters: z.record(z.string(), jsonSchema),
  estimateMicros: bigMicros,
  /** Its pictures go into an album when they come. */
  hasAlbum: z.boolean(),
  /** What it starts from, by hash: the images in their order, then the mask. */
  inputs: z.array(z.object({ role: inputRoleSchema, sha256: z.string(), mime: z.string() })),
  /** Whom the team lets ask, and what was tried since it was asked for. */
  route: z.object({
    settings: routingSchema,
    keys: z.array(z.object({ name: directNameSchema, id: z.uuid() })),
    tried: z.array(upstreamNameSchema),
    /** How long the calls took that were tried, in ms. */
    spentMs: z.number(),
  }),
})

export type Attempt = z.infer<typeof attemptSchema>

export const attemptRows = z.array(attemptSchema)
