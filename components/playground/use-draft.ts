'use client'

import { useCallback, useState, useSyncExternalStore } from 'react'
import type { Draft } from './draft.ts'
import { findDraft, keepDraft, subscribeToDrafts } from './draft.ts'

/** What is being written, and how: kept in this browser, so that a reload or an ended session loses nothing. */
export function useDraft(team: string, initial: Draft) {
  // Of the first render only: later ones would give the server's draft in the place of the person's.
  const [first] = useState(initial)
  const read = useCallback((): Draft => findDraft(team) ?? first, [team, first])
  const draft = useSyncExternalStore(subscribeToDrafts, read, () => first)
  const change = useCallback(
    (changes: Partial<Draft>) => keepDraft(team, { ...read(), ...changes }),
    [team, read],
  )
  return { draft, change }
}
