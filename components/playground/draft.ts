import { z } from 'zod'
import { parameterValuesSchema } from '#lib/models/schema.ts'

const draftSchema = z.object({
  prompt: z.string(),
  modelId: z.string(),
  provider: z.string().nullable(),
  /** By name; those that the current model does not know are parked here until one does. */
  values: parameterValuesSchema,
})

export type Draft = z.infer<typeof draftSchema>

/** The drafts of this tab; each is written to the browser's storage behind it. */
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

const keyOf = (team: string) => `atelier.draft.${team}`

function restore(key: string): Draft | null {
  try {
    return draftSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/** Puts a draft in the place of the team's. */
export function keepDraft(team: string, draft: Draft): void {
  const key = keyOf(team)
  drafts.set(key, draft)
  for (const listener of listeners) listener()
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A full or forbidden storage costs the draft after a reload, and nothing else.
  }
}

export function subscribeToDrafts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The team's draft; null when there is none yet. */
export function findDraft(team: string): Draft | null {
  const key = keyOf(team)
  const draft = drafts.get(key) ?? restore(key)
  if (draft) drafts.set(key, draft)
  return draft
}
