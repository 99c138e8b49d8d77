import type { ParameterValues } from '#lib/models/schema.ts'
import { extraText } from './draft.ts'

export interface ReadExtra {
  /** Empty where something is wrong. */
  values: ParameterValues
  /** Why it cannot be sent, as a whole sentence; null when it can. */
  problem: string | null
}

export const broken = (problem: string): ReadExtra => ({ values: {}, problem })

/** What stands in the field, as far as it is JSON; what the playground decides is found by `checkExtra`. */
export function parseExtra(text: string): ReadExtra {
  if (text.trim() === '') return { values: {}, problem: null }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return broken('The extra JSON is not JSON yet. Mend it, or empty it.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return broken('Extra JSON is an object: names with values, in braces.')
  // An object that came out of JSON has nothing but JSON in it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { values: value as ParameterValues, problem: null }
}

/** Extra JSON with more of it; what cannot be read stays as it was typed, unless something comes in its place. */
export function withExtra(text: string, more: ParameterValues): string {
  if (Object.keys(more).length === 0) return text
  return extraText({ ...parseExtra(text).values, ...more })
}
