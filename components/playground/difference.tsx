'use client'

import { wordDiff } from './word-diff.ts'

/** A text with what was added marked, and what was taken out struck through. */
export function Difference({ from, to }: { from: string; to: string }) {
  return (
    <p className="max-h-[40dvh] overflow-y-auto text-prompt break-words whitespace-pre-wrap text-ink">
      {wordDiff(from, to).map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>
        return kind === 'added' ? (
          <ins key={index} className="rounded-[3px] bg-accent-soft text-accent no-underline">
            {text}
          </ins>
        ) : (
          <del key={index} className="text-ink-3">
            {text}
          </del>
        )
      })}
    </p>
  )
}
