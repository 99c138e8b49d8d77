'use client'

import type { KeyboardEvent } from 'react'
import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatMoney } from '#lib/format.ts'
import type { Estimate } from '#lib/models/schema.ts'

interface ComposerProps {
  prompt: string
  onPrompt: (prompt: string) => void
  images: number
  estimate: Estimate | undefined
  /** Characters, where the model has a limit. */
  limit: number | null
  problem: string | null
  isReady: boolean
  onGenerate: () => void
}

/** About four characters of English make a token; a meter needs no more than that. */
const charactersPerToken = 4

function price(estimate: Estimate | undefined): string {
  return estimate?.known ? ` · ${formatMoney(estimate.micros)}` : ''
}

/** Where a prompt is written and sent, with the price in the button. */
export function Composer({
  prompt,
  onPrompt,
  images,
  estimate,
  limit,
  problem,
  isReady,
  onGenerate,
}: ComposerProps) {
  const hintId = useId()
  const isOver = limit !== null && prompt.length > limit
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      if (isReady) onGenerate()
    }
  }
  return (
    <div className="mx-auto w-full max-w-255 rounded-panel border border-line bg-raised p-3 shadow-sm">
      <textarea
        aria-label="Prompt"
        aria-describedby={hintId}
        className="block max-h-60 min-h-16 w-full resize-none bg-transparent px-1 text-[15px] leading-[23px] outline-none max-md:text-[16px]"
        placeholder="What should be in the picture?"
        value={prompt}
        onChange={(event) => onPrompt(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <p role="alert" className="px-1 pt-1 text-danger">
          {problem}
        </p>
      )}
      <div className="mt-2 flex items-center justify-end gap-3">
        <span
          id={hintId}
          className={`mr-auto px-1 text-[12px] leading-4 ${isOver ? 'text-danger' : 'text-ink-3'}`}
        >
          {prompt.length}
          {limit === null ? '' : ` / ${limit}`} · about {Math.ceil(prompt.length / charactersPerToken)} tokens
          {isOver && '. This is longer than the model takes.'}
          {estimate?.known === false && ` · ${estimate.reason}`}
        </span>
        <Button look="primary" size="large" disabled={!isReady} onClick={onGenerate}>
          Generate {images}
          {price(estimate)}
        </Button>
      </div>
    </div>
  )
}
