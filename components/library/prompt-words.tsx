import { Fragment } from 'react'
import type { Piece } from '#lib/language/schema.ts'
import { parsePrompt } from '#lib/language/schema.ts'

interface PromptWordsProps {
  text: string
  /** Nothing is of the language. */
  isPlain?: boolean
  /** Variables by what they stand for at first, rather than as they are written. */
  isFilled?: boolean
}

const looks: Record<Piece['kind'], string> = {
  text: '',
  comment: 'text-ink-3 italic',
  variable: 'rounded-[4px] bg-accent-soft px-1 py-px text-accent',
  wildcard: 'text-accent',
  alternatives: 'text-accent',
}

/** A prompt in the colours of the editor. */
export function PromptWords({ text, isPlain = false, isFilled = false }: PromptWordsProps) {
  if (isPlain) return text
  return parsePrompt(text).map((piece) => {
    const { kind, from, to } = piece
    const source = text.slice(from, to)
    if (kind === 'text') return <Fragment key={from}>{source}</Fragment>
    if (kind === 'variable' && isFilled)
      return (
        <span key={from} className="text-accent">
          {piece.variable.default || piece.variable.name}
        </span>
      )
    return (
      <span key={from} className={looks[kind]}>
        {source}
      </span>
    )
  })
}
