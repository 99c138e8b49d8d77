import { z } from 'zod'

/** What becomes of a row of a file that is brought in. */
export const importRowSchema = z.object({
  /** Its line, or its number among the others. */
  place: z.number().int(),
  title: z.string(),
  slug: z.string().nullable(),
  outcome: z.enum(['new', 'changed', 'same', 'refused']),
  /** How many versions are added. */
  versions: z.number().int(),
  /** What else is changed: "title", "tags". */
  details: z.array(z.string()),
  /** Why it is refused. */
  reason: z.string().nullable(),
  /** What is done otherwise than the file says. */
  remarks: z.array(z.string()),
})

export type ImportRow = z.infer<typeof importRowSchema>

const count = z.number().int()

/** What bringing a file in would change, before it does. */
export const importPlanSchema = z.object({
  rows: z.array(importRowSchema),
  counts: z.object({ new: count, changed: count, same: count, refused: count }),
  /** Goes along when it is done: what has changed since is not. */
  plan: z.string(),
})

export type ImportPlan = z.infer<typeof importPlanSchema>
