'use client'

import type { ReactNode } from 'react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Draft, Recipe } from '#components/playground/draft.ts'
import { draftOf, findDraft } from '#components/playground/draft.ts'
import type { Take } from './changes.ts'
import { putDraft } from './put-draft.ts'

/** Loaded when something would be lost. */
const ReuseDialog = lazy(async () => ({ default: (await import('./reuse-dialog.tsx')).ReuseDialog }))

/** Nothing that one would miss. The model and its provider are chosen again in a moment. */
const isEmpty = ({ prompt, values, extra }: Draft): boolean =>
  prompt.trim() === '' && Object.keys(values).length === 0 && extra.trim() === ''

export type Reuse = (recipe: Recipe, take?: Take) => void

/**
 * Takes over what something was made with: at once where nothing is written yet, else once it was shown what would
 * change. `onDone` comes after it was. The dialog stands wherever the caller puts it.
 */
export function useReuse(team: string, onDone: () => void): { reuse: Reuse; dialog: ReactNode } {
  const [asked, setAsked] = useState<{ recipe: Recipe; take: Take; before: Draft } | null>(null)
  const latest = useRef(onDone)
  useEffect(() => {
    latest.current = onDone
  })
  const reuse = useCallback<Reuse>(
    (recipe, take = 'everything') => {
      const before = findDraft(team)
      if (before && !isEmpty(before)) return setAsked({ recipe, take, before })
      putDraft(team, { ...draftOf(recipe), album: before?.album ?? null })
      latest.current()
    },
    [team],
  )
  const dialog = asked && (
    <Suspense fallback={null}>
      <ReuseDialog
        team={team}
        {...asked}
        onClose={() => setAsked(null)}
        onApply={(draft) => {
          // The dialog gives the focus back first; then it may go elsewhere.
          flushSync(() => setAsked(null))
          putDraft(team, draft)
          onDone()
        }}
      />
    </Suspense>
  )
  return { reuse, dialog }
}
