'use client'

import Link from 'next/link'
import type { ReactNode, Ref } from 'react'
import { useId } from 'react'
import type { PromptName } from '#components/editor/completion.ts'
import type { PromptFieldHandle } from '#components/editor/prompt-field.tsx'
import { PromptField } from '#components/editor/prompt-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Estimate } from '#lib/models/schema.ts'
import { BudgetLine } from './budget-line.tsx'
import { ComposerBar } from './composer-bar.tsx'
import type { Draft } from './draft.ts'
import { VariablesForm } from './variables-form.tsx'
import type { Written } from './use-language.ts'

export interface ComposerProps {
  team: string
  promptRef: Ref<PromptFieldHandle>
  draft: Draft
  change: (changes: Partial<Draft>) => void
  written: Written
  /** Names of the team's lists. */
  listNames: readonly string[]
  /** What the library's prompts are called. */
  promptNames: readonly PromptName[]
  /** One of them is to be put in at a place of the prompt. */
  onLibraryPrompt: (id: string, at: number) => void
  /** Of each text. */
  images: number
  /** Of all of them together. */
  estimate: Estimate | undefined
  /** The estimate is of what was chosen before: the price of this is being asked for. */
  isPricing: boolean
  /** Characters, where the model has a limit. */
  limit: number | null
  /** What went wrong with the last wish. */
  problem: string | null
  /** It went wrong because the session has ended. */
  isSignedOut: boolean
  /** Why nothing can be generated with what is chosen. */
  obstacle: string | null
  /** The model or the lists that were chosen are on their way. */
  isWaiting: boolean
  onGenerate: () => void
  onWalk: (step: -1 | 1) => void
  /** Pictures to start from, above the prompt. */
  inputs: ReactNode
  /** Words are needed. */
  takesPrompt: boolean
  /** What else can be done with the prompt, at the left of the bar. */
  tools: ReactNode
  /** On a phone, where the parameters are not beside it. */
  onParameters: () => void
}

/** Where a prompt is written and sent, with the price in the button. */
export function Composer(props: ComposerProps) {
  const { promptRef, draft, change, written, listNames, problem, isSignedOut, obstacle, onGenerate, onWalk } =
    props
  const meterId = useId()
  const isSaid = draft.prompt.trim() !== '' || !props.takesPrompt
  const isReady = isSaid && obstacle === null && !props.isWaiting
  return (
    <section
      aria-label="Composer"
      style={{ anchorName: '--composer' }}
      className="mx-auto w-full max-w-255 border border-line bg-raised shadow-float has-[textarea:focus-visible,.cm-focused]:border-accent max-md:rounded-t-panel max-md:border-x-0 max-md:border-b-0 max-md:p-4 max-md:pb-2 max-md:shadow-none md:rounded-panel md:p-3.5"
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
      {props.inputs}
      <PromptField
        ref={promptRef}
        value={draft.prompt}
        // What is written anew after all was taken away is not from the library.
        onChange={(prompt) => change({ prompt, ...(prompt.trim() === '' ? { version: null } : {}) })}
        onSubmit={() => isReady && onGenerate()}
        onWalk={onWalk}
        isPlain={draft.isPlain}
        lists={listNames}
        prompts={props.promptNames}
        onPrompt={props.onLibraryPrompt}
        describedBy={meterId}
      />
      <VariablesForm
        variables={written.variables}
        values={draft.variables}
        onChange={(name, value) => change({ variables: { ...draft.variables, [name]: value } })}
      />
      {obstacle !== null && (
        <Notice kind="danger" className="mt-2 px-0.5">
          {obstacle}
        </Notice>
      )}
      <BudgetLine team={props.team} estimate={props.estimate} />
      <ComposerBar {...props} meterId={meterId} isReady={isReady} />
    </section>
  )
}
