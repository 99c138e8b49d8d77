import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'

export const billSchema = z.object({
  id: z.uuid(),
  /** The upstream's, as its own log has it. */
  requestId: z.string(),
  at: z.iso.datetime(),
  modelId: z.string().nullable(),
  micros: z.number().int(),
  /** Made here, where its pictures did not come; or made with the same key by nobody here. */
  kind: z.enum(['without pictures', 'not from here']),
  /** Who asked for it here. */
  author: z.string().nullable(),
  /** When its pictures were asked for again. */
  askedAt: z.iso.datetime().nullable(),
})

export type Bill = z.infer<typeof billSchema>

export const reconciliationSchema = z.object({
  /** Whose account pays: the team's own, or this server's. */
  account: z.enum(['own', 'server']),
  environment: z.enum(['standin', 'live']),
  /** When the log was last read; null for never. */
  checkedAt: z.iso.datetime().nullable(),
  /** Why it could not be read the last time. */
  problem: z.string().nullable(),
  /** The API keeps answers, so that they can be asked for again. */
  canRecover: z.boolean(),
  /** Of the team's calls in `days`: what the log says of them, and the ledger. */
  days: z.number().int(),
  calls: z.number().int(),
  billedMicros: z.number().int(),
  ledgerMicros: z.number().int(),
  /** What nobody has seen to yet, the newest first; at most a hundred. */
  open: z.array(billSchema),
})

export type Reconciliation = z.infer<typeof reconciliationSchema>

export const compareSchema = z.object({ team: teamSlugSchema })

export const billSubjectSchema = z.object({ team: teamSlugSchema, id: z.uuid() })
