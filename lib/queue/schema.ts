import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { batchSchema } from '#lib/batches/schema.ts'

/** So many lines are told; of the rest, the number. */
export const maxQueueLines = 60

/** As much of a prompt as a line has room for. */
export const shownPromptLength = 200

const count = z.number().int()

const common = {
  author: z.object({ id: z.uuid(), name: z.string(), isViewer: z.boolean() }),
  running: count,
  waiting: count,
  /** Held back by a paused batch. */
  held: count,
  /** Of the first that waits, on the whole server, from 1; null where none does. */
  place: count.nullable(),
}

const model = {
  /** What its models are called: more than one only in a batch. */
  modelName: z.string(),
  models: count,
  /** When the first of what runs was taken; null where nothing runs. */
  since: z.iso.datetime().nullable(),
}

export const queueLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('generation'),
    ...common,
    ...model,
    id: z.uuid(),
    /** Its beginning. */
    prompt: z.string(),
    provider: z.string().nullable(),
    isStopped: z.boolean(),
    can: z.object({ cancel: z.boolean() }),
  }),
  /** All that waits and runs of a batch. */
  z.object({ kind: z.literal('batch'), ...common, ...model, batch: batchSchema.omit({ axes: true }) }),
  /** All that waits and runs of what a member keeps to themselves: that it is there, and nothing about it. */
  z.object({ kind: z.literal('private'), ...common }),
])

export type QueueLine = z.infer<typeof queueLineSchema>

export const queueSchema = z.object({
  /** What runs, then what waits in the order in which it will start, then what is held back. */
  lines: z.array(queueLineSchema),
  /** What waits or runs in lines that are not told. */
  more: count,
  /** What of the viewer's own waits its turn. */
  mineWaiting: count,
  /** Calls at once: on the server, for this team, and for what is pinned to a provider, by its slug. */
  limits: z.object({
    atOnce: count,
    ofTeam: count.nullable(),
    ofProvider: z.record(z.string(), count),
  }),
})

export type Queue = z.infer<typeof queueSchema>

export const cancelMineSchema = z.object({ team: teamSlugSchema })
