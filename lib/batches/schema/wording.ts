import { promptMaxLength } from '#lib/generations/schema/limits.ts'
import type { Lists, Sequence, VariableValues } from '#lib/language/schema.ts'
import {
  findExpansionProblem,
  listExpansions,
  literalSequence,
  parsePrompt,
  prepareExpansion,
  sampleExpansions,
} from '#lib/language/schema.ts'
import { maxCells } from './limits.ts'
import type { Sample } from './plan.ts'

/** What a prompt is made of. */
export interface Wording {
  template: string
  variables: VariableValues
  /** The prompt language is off. */
  plain: boolean
}

export type Read = (wording: Wording) => Sequence

/** Reads wordings with these lists, and keeps the last one: a plan asks several times for the same. */
export function toReader(lists: Lists): Read {
  let last: { template: string; variables: VariableValues; sequence: Sequence } | null = null
  return ({ template, variables, plain }) => {
    if (plain) return literalSequence(template)
    if (last?.template === template && last.variables === variables) return last.sequence
    const sequence = prepareExpansion(parsePrompt(template), variables, lists)
    last = { template, variables, sequence }
    return sequence
  }
}

/** The prompts that a wording stands for, in their order, at most as many as a batch has cells; or why not. */
export type Texts = { ok: true; texts: string[] } | { ok: false; problem: string }

export function textsOf(sequence: Sequence, sample: Sample | null, subject: string): Texts {
  const problem = findExpansionProblem(sequence, promptMaxLength, subject)
  if (problem !== null) return { ok: false, problem }
  const texts = sample
    ? sampleExpansions(sequence, sample.size, sample.seed)
    : listExpansions(sequence, maxCells)
  return { ok: true, texts }
}
