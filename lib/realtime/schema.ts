import { z } from 'zod'

/** What one process tells the others through the database: that something changed, never what it is. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('generation'), teamId: z.uuid(), generationId: z.uuid() }),
  /** A generation that the whole team saw became its author's own. */
  z.object({ kind: z.literal('withdrawn'), teamId: z.uuid(), generationId: z.uuid() }),
  /** Something may be waiting for a worker. */
  z.object({ kind: z.literal('queue') }),
])

export type Message = z.infer<typeof messageSchema>
