'use client'

import { useCallback, useRef } from 'react'
import { useDrop } from '#components/inputs/use-drop.ts'
import { useLatest } from '#components/ui/use-latest.ts'

interface RecipeDropProps {
  /** The composer takes pictures for something else. */
  hasInputs: boolean
  onFiles: (files: File[]) => void
}

const inComposer = (target: Element) => target.closest('section[aria-label="Composer"]') !== null

/** Reads the recipe of a picture that is dropped or pasted anywhere on the page around it. */
export function RecipeDrop({ hasInputs, onFiles }: RecipeDropProps) {
  const ref = useRef<HTMLDivElement>(null)
  const isFor = useCallback(
    (target: Element) => target.closest('dialog') === null && !(hasInputs && inComposer(target)),
    [hasInputs],
  )
  const isOver = useDrop(ref, useLatest(onFiles), isFor)
  return (
    <div
      ref={ref}
      className="pointer-events-none fixed inset-2 z-40 grid place-items-center"
      hidden={!isOver}
    >
      <div className="absolute inset-0 rounded-panel outline-2 outline-accent outline-dashed" />
      <p className="rounded-control bg-button px-4 py-2 text-button-ink shadow-float">
        Drop to read its recipe.
      </p>
    </div>
  )
}
