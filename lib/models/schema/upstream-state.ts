import { z } from 'zod'

/** Whether pictures can be paid for, as far as is known without paying. */
export const upstreamStateSchema = z.object({
  environment: z.enum(['standin', 'live']),
  /** `missing`: the stand-in draws. `unreadable`: the team's own cannot be decrypted. `unchecked`: nobody could say. */
  key: z.enum(['missing', 'ok', 'refused', 'unreadable', 'unchecked']),
  /** The team has a key of its own: its calls are paid by its own account. */
  isOwn: z.boolean(),
  /** The viewer may set the team's own key. */
  canSetKey: z.boolean(),
  /** An account that is billed afterwards has none, and is `ok`. */
  balance: z.enum(['ok', 'low', 'unknown']),
  /** For whom the account belongs to: the server's admins, or a team's own. Null for others, and where there is none. */
  balanceMicros: z.number().int().nullable(),
  /** Where the API is called, ending in /openai/v1: for code that calls it from elsewhere. */
  baseUrl: z.string(),
  /** A chat model is configured, which can rewrite a prompt. */
  canImprove: z.boolean(),
})

export type UpstreamState = z.infer<typeof upstreamStateSchema>
