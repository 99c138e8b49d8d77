'use client'

import type { ReactNode } from 'react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Draft, Recipe } from '#components/playground/draft.ts'
import { draftOf, dropDraft, findDraft, keepDraft } from '#components/playground/draft.ts'
import { toast } from '#components/ui/toast.tsx'
import type { Take } from './changes.ts'

/** Loaded when something would be lost. */
const ReuseDialog = lazy(async () => ({ default: (await import('./reuse-dialog.tsx')).ReuseDialog }))

/** Puts a draft in the place of the team's, and offers to take that back. */
function replaceDraft(team: string, draft: Draft): void {
  const before = findDraft(team)
  keepDraft(team, draft)
  toast('Taken over into the editor.', {
    label: 'Undo',
    run: () => (before ? keepDraft(team, before) : dropDraft(team)),
  })
}

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
      replaceDraft(team, draftOf(recipe))
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
          replaceDraft(team, draft)
          onDone()
        }}
      />
    </Suspense>
  )
  return { reuse, dialog }
}
