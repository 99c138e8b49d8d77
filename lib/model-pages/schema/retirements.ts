import type { Source } from './facts.ts'
import { firebaseEnds, geminiEnds, openaiClient, vertexPage } from './sources.ts'

/** What a model's maker has announced of its end at a provider. */
export interface Retirement {
  /** By its slug. */
  provider: string
  /** The earliest day on which it goes. */
  on: string
  /** What its maker names in its place. */
  replacement: string | null
  source: Source
}

const announced: Readonly<Record<string, readonly Retirement[]>> = {
  'imagen-3.0-generate-002': [
    { provider: 'gemini', on: '2025-11-10', replacement: 'imagen-4.0-generate-001', source: geminiEnds },
    { provider: 'vertex', on: '2026-06-30', replacement: 'gemini-2.5-flash-image', source: vertexPage },
  ],
  'imagen-4.0-generate-001': [
    { provider: 'gemini', on: '2026-08-17', replacement: 'gemini-3.1-flash-image', source: geminiEnds },
    { provider: 'vertex', on: '2026-08-17', replacement: null, source: firebaseEnds },
  ],
  'dall-e-2': [{ provider: 'openai', on: '2026-05-12', replacement: null, source: openaiClient }],
  'dall-e-3': [{ provider: 'openai', on: '2026-05-12', replacement: null, source: openaiClient }],
  'gpt-image-1': [{ provider: 'openai', on: '2026-10-23', replacement: null, source: openaiClient }],
}

/** In the order of their days; none for a model of which no end is known. */
export const retirementsOf = (modelId: string): readonly Retirement[] =>
  Object.hasOwn(announced, modelId) ? (announced[modelId] ?? []) : []

/** The last day that is announced for it by any provider: until then somebody may still serve it. Null where no end is known. */
export const lastDayOf = (modelId: string): string | null =>
  retirementsOf(modelId).reduce<string | null>(
    (last, { on }) => (last === null || on > last ? on : last),
    null,
  )

/** All that its makers name in its place, and in the place of that, the nearest first. */
export function replacementsOf(modelId: string): string[] {
  const found: string[] = []
  const waiting = [modelId]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const { replacement } of retirementsOf(id)) {
      if (replacement === null || found.includes(replacement) || replacement === modelId) continue
      found.push(replacement)
      waiting.push(replacement)
    }
  }
  return found
}
