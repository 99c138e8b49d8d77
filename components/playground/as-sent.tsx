'use client'

import { Popover } from '#components/ui/popover.tsx'
import type { Written } from './use-language.ts'

interface AsSentProps {
  /** As typed. */
  prompt: string
  written: Written
}

/** What goes out, where that is one text and not the one that was typed. */
export function AsSent({ prompt, written: { sequence, single, problem } }: AsSentProps) {
  if (sequence.count !== 1n || problem !== null || single === prompt || single === '') return null
  return (
    <Popover
      label="As sent"
      kind="dialog"
      className="w-110 max-w-[calc(100vw-24px)]"
      opener={(opener) => (
        <button
          type="button"
          className="touch-target text-small text-ink-3 underline decoration-edge underline-offset-4 hover:text-ink"
          {...opener}
        >
          as sent
        </button>
      )}
    >
      <p className="max-h-[40dvh] overflow-y-auto p-3 text-small break-words whitespace-pre-wrap">{single}</p>
    </Popover>
  )
}
