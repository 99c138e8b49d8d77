import { z } from 'zod'

/** One line of the request log. Times in ms since 1970, money in micro-dollars. The last line of an id wins. */
export const requestEntrySchema = z.object({
  id: z.string(),
  /** 1 for the first request of a data folder; it seeds the drawing, so that no two requests draw alike. */
  sequence: z.int(),
  createdAt: z.number(),
  /** When GET /v1/requests starts to show it. */
  visibleAt: z.number(),
  endpoint: z.string(),
  modality: z.string(),
  model: z.string().nullable(),
  status: z.enum(['pending', 'processing', 'completed', 'upstream_failure', 'rejected', 'cancelled']),
  costMicros: z.int(),
  images: z.int(),
  durationMs: z.number().nullable(),
  keyId: z.string(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  traceId: z.string().nullable(),
  user: z.string().nullable(),
  requestBytes: z.int(),
  responseBytes: z.int().nullable(),
  media: z.array(z.string()),
  purged: z.boolean(),
})

export type RequestEntry = Readonly<z.infer<typeof requestEntrySchema>>
