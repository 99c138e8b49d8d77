'use client'

import { useCallback, useState, useSyncExternalStore } from 'react'
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

function restore(key: string): Draft | null {
  try {
    return draftSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data ?? null
  } catch {
    return null
  }
}

function keep(key: string, draft: Draft): void {
  drafts.set(key, draft)
  for (const listener of listeners) listener()
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A full or forbidden storage costs the draft after a reload, and nothing else.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is being written, and how: kept in this browser, so that a reload or an ended session loses nothing. */
export function useDraft(team: string, initial: Draft) {
  const key = `atelier.draft.${team}`
  // Of the first render only: later ones would give the server's draft in the place of the person's.
  const [first] = useState(initial)
  const read = useCallback((): Draft => {
    const draft = drafts.get(key) ?? restore(key) ?? first
    drafts.set(key, draft)
    return draft
  }, [key, first])
  const draft = useSyncExternalStore(subscribe, read, () => first)
  const change = useCallback((changes: Partial<Draft>) => keep(key, { ...read(), ...changes }), [key, read])
  return { draft, change }
}
