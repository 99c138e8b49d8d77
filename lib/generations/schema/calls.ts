import { z } from 'zod'
import { upstreamNameSchema } from '#lib/upstream/schema.ts'

/** One call of a generation that was sent, or is about to be: whom it went to, and how it came back. */
export const callSchema = z.object({
  number: z.number().int(),
  upstream: upstreamNameSchema,
  /** Who made the picture in the end, where that was said. */
  provider: z.string().nullable(),
  state: z.enum(['claimed', 'sending', 'succeeded', 'refused', 'failed', 'unknown', 'lost']),
  httpStatus: z.number().int().nullable(),
  sentAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})

export type Call = z.infer<typeof callSchema>
