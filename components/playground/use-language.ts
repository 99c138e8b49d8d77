'use client'

import { useMemo } from 'react'
import { promptMaxLength } from '#lib/generations/schema/limits.ts'
import type { Lists, Sequence, Variable } from '#lib/language/schema.ts'
import {
  expansionAt,
  findExpansionProblem,
  literalSequence,
  parsePrompt,
  prepareExpansion,
  variablesOf,
} from '#lib/language/schema.ts'
import type { Draft } from './draft.ts'

export interface Written {
  variables: Variable[]
  /** Everything that the prompt stands for. */
  sequence: Sequence
  /** How many of it are asked for: all, or a sample of it. */
  texts: bigint
  /** As sent, where it is one; empty where there is a problem. */
  single: string
  /** Why none of the texts can be made; null where they can. */
  problem: string | null
}

export type Words = Pick<Draft, 'prompt' | 'variables' | 'isPlain' | 'sample'>

/** What a draft's prompt says, in the language or plainly. Makes no text that could not be sent. */
export function readWords({ prompt, variables, isPlain, sample }: Words, lists: Lists): Written {
  const pieces = isPlain ? [] : parsePrompt(prompt)
  const sequence = isPlain ? literalSequence(prompt) : prepareExpansion(pieces, variables, lists)
  const { count } = sequence
  const texts = sample !== null && BigInt(sample.size) < count ? BigInt(sample.size) : count
  const problem = findExpansionProblem(sequence, promptMaxLength, 'This prompt')
  const single = problem === null ? expansionAt(sequence, 0n) : ''
  return { variables: variablesOf(pieces), sequence, texts, single, problem }
}

/** The same, read once for each change of what it depends on. */
export function useLanguage({ prompt, variables, isPlain, sample }: Words, lists: Lists): Written {
  return useMemo(
    () => readWords({ prompt, variables, isPlain, sample }, lists),
    [prompt, variables, isPlain, sample, lists],
  )
}
