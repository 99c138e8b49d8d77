import { z } from 'zod'

/** What one process tells the others through the database: that something changed, never what it is. */
export const messageSchema = z.discriminatedUnion('kind', [
  /** `batchId`: the batch that changed with it. `isOpen`: it surely waits or runs still. */
  z.object({
    kind: z.literal('generation'),
    teamId: z.uuid(),
    generationId: z.uuid(),
    batchId: z.uuid().nullable().default(null),
    isOpen: z.boolean().default(false),
  }),
  /** Many generations of a batch changed in one step. */
  z.object({ kind: z.literal('batch'), teamId: z.uuid(), batchId: z.uuid() }),
  /** A generation that the whole team saw became its author's own. */
  z.object({ kind: z.literal('withdrawn'), teamId: z.uuid(), generationId: z.uuid() }),
  /** Many images changed in one step: they are not told one by one. */
  z.object({ kind: z.literal('images'), teamId: z.uuid() }),
  /** Something may be waiting for a worker. */
  z.object({ kind: z.literal('queue') }),
])

export type Message = z.infer<typeof messageSchema>
