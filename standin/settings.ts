import { z } from 'zod'

/** What can be changed while the stand-in runs. Unknown names are refused: a typo in a test must not pass silently. */
export const settingsSchema = z.strictObject({
  /** The balance, in micro-dollars, from now on. */
  balanceMicros: z.int(),
  /** How long a picture takes on average, in ms. */
  latencyMs: z.number().min(0),
  /** How late a new request shows up in GET /v1/requests, in ms. */
  logDelayMs: z.number().min(0),
  mediaLifetimeMs: z.number().min(0),
  /** Hand out ready pictures instead of drawing: for load tests. */
  plain: z.boolean(),
  /** Every key is refused with 401, as if it had been revoked. */
  keyRefused: z.boolean(),
  /** Which `?schema=true` is answered: 1, changed (2) or another shape (3). */
  schemaVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]),
})

export type Settings = Readonly<z.infer<typeof settingsSchema>>
/** Kept apart from the balance, which lives in the ledger. */
export type LooseSettings = Omit<Settings, 'balanceMicros'>
