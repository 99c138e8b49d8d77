'use client'

import { useMemo } from 'react'
import type { Lists, Sequence, Variable } from '#lib/language/schema.ts'
import { expansionAt, parsePrompt, prepareExpansion, variablesOf } from '#lib/language/schema.ts'
import type { Draft } from './draft.ts'

export interface Written {
  variables: Variable[]
  /** Everything that the prompt stands for. */
  sequence: Sequence
  /** How many of it are asked for: all, or a sample of it. */
  texts: bigint
  /** As sent, where it is one. */
  single: string
}

const literal = (text: string): Sequence => ({ parts: [{ kind: 'text', text }], count: 1n })

export type Words = Pick<Draft, 'prompt' | 'variables' | 'isPlain' | 'sample'>

/** What the draft's prompt says, in the language or plainly. Read once for each change of what it depends on. */
export function useLanguage({ prompt, variables, isPlain, sample }: Words, lists: Lists): Written {
  return useMemo(() => {
    const pieces = isPlain ? [] : parsePrompt(prompt)
    const sequence = isPlain ? literal(prompt) : prepareExpansion(pieces, variables, lists)
    const { count } = sequence
    const texts = sample !== null && BigInt(sample.size) < count ? BigInt(sample.size) : count
    return { variables: variablesOf(pieces), sequence, texts, single: expansionAt(sequence, 0n) }
  }, [prompt, variables, isPlain, sample, lists])
}
