'use client'

import { Braces, SlidersHorizontal } from 'lucide-react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/chip.tsx'
import { formatMoney } from '#lib/format.ts'
import type { ComposerProps } from './composer.tsx'
import { AsSent } from './as-sent.tsx'
import { Expansions } from './expansions.tsx'

/** About four characters of English make a token; a meter needs no more than that. */
const charactersPerToken = 4

type PriceProps = Pick<ComposerProps, 'estimate' | 'isPricing'>

/** In the button. A price that is no more, or not yet, leaves its room: the button is pressed where it stands. */
function Price({ estimate, isPricing }: PriceProps) {
  if (!estimate?.known) return null
  const words = ` · ${formatMoney(estimate.micros)}`
  if (!isPricing) return words
  return (
    <>
      <span aria-hidden="true" className="relative">
        <span className="invisible">{words}</span>
        <span className="absolute inset-0"> · …</span>
      </span>
      <span className="sr-only"> · asking for the price</span>
    </>
  )
}

type MeterProps = PriceProps & Pick<ComposerProps, 'written' | 'limit' | 'obstacle'> & { id: string }

/** How long the prompt is as it is sent, and why there is no price where there is none. */
function Meter({ id, written, limit, estimate, isPricing, obstacle }: MeterProps) {
  const { single, sequence, problem } = written
  const length = problem === null ? single.length : sequence.longest
  const isOver = limit !== null && length > limit
  const tokens = Math.ceil(length / charactersPerToken)
  return (
    <p id={id} className={`min-w-0 text-hint max-md:sr-only ${isOver ? 'text-danger' : 'text-ink-3'}`}>
      {limit === null ? length : `${length} / ${limit}`} · ≈ {tokens} tokens
      {isOver && '. This is longer than the model takes.'}
      {obstacle === null && !isPricing && estimate?.known === false && ` · ${estimate.reason}`}
    </p>
  )
}

type LanguageSwitchProps = Pick<ComposerProps, 'draft' | 'change'>

/** Shown where there is something of the language in the prompt: braces may be meant as braces. */
function LanguageSwitch({ draft: { isPlain, prompt }, change }: LanguageSwitchProps) {
  if (!isPlain && !/[{}|]|__/.test(prompt)) return null
  return (
    <IconButton
      label={isPlain ? 'Plain: braces are sent as they are' : 'Send braces as they are'}
      tip="top"
      aria-pressed={isPlain}
      className={isPlain ? 'text-accent' : ''}
      icon={<Braces size={16} />}
      onClick={() => change({ isPlain: !isPlain })}
    />
  )
}

/** Below the prompt: what it stands for, the meter, and the button with the price. */
export function ComposerBar(props: ComposerProps & { meterId: string; isReady: boolean }) {
  const {
    draft,
    change,
    written,
    images,
    estimate,
    isPricing,
    meterId,
    isReady,
    tools,
    onGenerate,
    onParameters,
  } = props
  return (
    <div className="mt-2 flex flex-wrap items-center justify-end gap-3 max-md:gap-2">
      <IconButton
        label="Parameters"
        look="outline"
        tip="top"
        className="md:hidden"
        icon={<SlidersHorizontal size={18} />}
        onClick={onParameters}
      />
      <span className="mr-auto flex flex-wrap items-center gap-1 max-md:order-first max-md:w-full">
        {tools}
        <AsSent prompt={draft.prompt} written={written} />
        <Expansions written={written} sample={draft.sample} onSample={(sample) => change({ sample })} />
        <LanguageSwitch draft={draft} change={change} />
      </span>
      <Meter id={meterId} {...props} />
      <Button look="primary" size="large" className="max-md:flex-1" disabled={!isReady} onClick={onGenerate}>
        <span>
          Generate {(written.texts * BigInt(images)).toLocaleString('en-US')}
          <Price estimate={estimate} isPricing={isPricing} />
        </span>
        <span className="max-md:hidden" aria-hidden="true">
          <Kbd>⌘↵</Kbd>
        </span>
      </Button>
    </div>
  )
}
