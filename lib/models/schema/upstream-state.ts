import { z } from 'zod'

/** Whether pictures can be paid for, as far as is known without paying. */
export const upstreamStateSchema = z.object({
  environment: z.enum(['standin', 'live']),
  /** `missing`: the stand-in draws. `unchecked`: nobody could say. */
  key: z.enum(['missing', 'ok', 'refused', 'unchecked']),
  /** An account that is billed afterwards has none, and is `ok`. */
  balance: z.enum(['ok', 'low', 'unknown']),
  /** For the server's admins alone; null for everybody else, and where there is none. */
  balanceMicros: z.number().int().nullable(),
  /** Where the API is called, ending in /openai/v1: for code that calls it from elsewhere. */
  baseUrl: z.string(),
  /** A chat model is configured, which can rewrite a prompt. */
  canImprove: z.boolean(),
})

export type UpstreamState = z.infer<typeof upstreamStateSchema>
