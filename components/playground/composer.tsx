'use client'

import { SlidersHorizontal } from 'lucide-react'
import Link from 'next/link'
import type { KeyboardEvent, RefObject } from 'react'
import { useId } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/chip.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatMoney } from '#lib/format.ts'
import type { Estimate } from '#lib/models/schema.ts'

interface ComposerProps {
  promptRef: RefObject<HTMLTextAreaElement | null>
  prompt: string
  onPrompt: (prompt: string) => void
  images: number
  estimate: Estimate | undefined
  /** Characters, where the model has a limit. */
  limit: number | null
  /** What went wrong with the last wish. */
  problem: string | null
  /** It went wrong because the session has ended. */
  isSignedOut: boolean
  /** Why nothing can be generated with what is chosen. */
  obstacle: string | null
  onGenerate: () => void
  /** On a phone, where the parameters are not beside it. */
  onParameters: () => void
}

/** About four characters of English make a token; a meter needs no more than that. */
const charactersPerToken = 4

function price(estimate: Estimate | undefined): string {
  return estimate?.known ? ` · ${formatMoney(estimate.micros)}` : ''
}

/** How long the prompt is, and why there is no price where there is none. */
function Meter({
  id,
  prompt,
  limit,
  estimate,
  obstacle,
}: { id: string } & Pick<ComposerProps, 'prompt' | 'limit' | 'estimate' | 'obstacle'>) {
  const isOver = limit !== null && prompt.length > limit
  const tokens = Math.ceil(prompt.length / charactersPerToken)
  return (
    <p id={id} className={`min-w-0 text-hint max-md:sr-only ${isOver ? 'text-danger' : 'text-ink-3'}`}>
      {limit === null ? prompt.length : `${prompt.length} / ${limit}`} · ≈ {tokens} tokens
      {isOver && '. This is longer than the model takes.'}
      {obstacle === null && estimate?.known === false && ` · ${estimate.reason}`}
    </p>
  )
}

/** Below the prompt: the way to the parameters where they are not beside it, the meter, the button with the price. */
function Bar(props: ComposerProps & { meterId: string; isReady: boolean }) {
  const { images, estimate, meterId, isReady, onGenerate, onParameters } = props
  return (
    <div className="mt-2 flex items-center justify-end gap-3 max-md:gap-2">
      <IconButton
        label="Parameters"
        look="outline"
        tip="top"
        className="md:hidden"
        icon={<SlidersHorizontal size={18} />}
        onClick={onParameters}
      />
      <span className="mr-auto max-md:hidden" />
      <Meter id={meterId} {...props} />
      <Button look="primary" size="large" className="max-md:flex-1" disabled={!isReady} onClick={onGenerate}>
        <span>
          Generate {images}
          {price(estimate)}
        </span>
        <span className="max-md:hidden" aria-hidden="true">
          <Kbd>⌘↵</Kbd>
        </span>
      </Button>
    </div>
  )
}

/** Where a prompt is written and sent, with the price in the button. */
export function Composer(props: ComposerProps) {
  const { promptRef, prompt, onPrompt, problem, isSignedOut, obstacle, onGenerate } = props
  const meterId = useId()
  const isReady = obstacle === null && prompt.trim() !== ''
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      if (isReady) onGenerate()
    }
  }
  return (
    <section
      aria-label="Composer"
      style={{ anchorName: '--composer' }}
      className="mx-auto w-full max-w-255 border border-line bg-raised shadow-float has-[textarea:focus-visible]:border-accent max-md:rounded-t-panel max-md:border-x-0 max-md:border-b-0 max-md:p-4 max-md:pb-2 max-md:shadow-none md:rounded-panel md:p-3.5"
    >
      {problem !== null && (
        <Notice kind="danger" isAlert className="mb-2 px-0.5">
          {problem}
          {isSignedOut && (
            <Link
              href="/sign-in"
              className="touch-target ml-2 font-medium text-ink underline underline-offset-4"
            >
              Sign in
            </Link>
          )}
        </Notice>
      )}
      <textarea
        ref={promptRef}
        aria-label="Prompt"
        aria-describedby={meterId}
        className="block field-sizing-content max-h-[40dvh] w-full resize-none rounded-[4px] bg-transparent px-0.5 text-prompt caret-accent outline-none placeholder:text-ink-3 max-md:max-h-[24dvh] max-md:min-h-12 max-md:text-touch md:min-h-17"
        placeholder="What should be in the picture?"
        value={prompt}
        onChange={(event) => onPrompt(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {obstacle !== null && (
        <Notice kind="danger" className="mt-2 px-0.5">
          {obstacle}
        </Notice>
      )}
      <Bar {...props} meterId={meterId} isReady={isReady} />
    </section>
  )
}
