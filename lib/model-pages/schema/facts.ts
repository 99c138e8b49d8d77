import type { ParameterValues } from '#lib/models/schema.ts'
import { imagen3 } from './imagen-three.ts'

/** Where something is said. */
export interface Source {
  title: string
  href: string
}

export interface Limit {
  label: string
  value: string
  source: Source
}

/** A recipe, ready to be opened in the playground. */
export interface UseCase {
  title: string
  /** What it is for, and what makes it work. */
  note: string
  /** Of the prompt language. */
  template: string
  parameters: ParameterValues
}

/** Published figures, as their source has them. */
export interface Benchmark {
  title: string
  /** What was measured, how, and what to bear in mind. */
  note: string
  source: Source
  columns: readonly string[]
  rows: readonly { name: string; isThis?: true; cells: readonly string[] }[]
}

/** What is known of a model beside what the API says: each fact from a source that is published. */
export interface ModelFacts {
  id: string
  family: string
  input: readonly string[]
  output: readonly string[]
  /** Of each shape, in pixels. */
  sizes: readonly { ratio: string; pixels: string }[]
  sizesSource: Source
  limits: readonly Limit[]
  /** Where providers run it, by slug. */
  regions: Readonly<Record<string, string>>
  overview: readonly string[]
  strengths: readonly string[]
  weaknesses: readonly string[]
  background: readonly string[]
  bestFor: readonly string[]
  uses: readonly UseCase[]
  benchmarks: readonly Benchmark[]
  questions: readonly { question: string; answer: string }[]
  links: readonly Source[]
}

const known: ReadonlyMap<string, ModelFacts> = new Map([[imagen3.id, imagen3]])

/** Null for a model of which nothing more is known: its page has what the API says, and what was measured here. */
export const factsOf = (modelId: string): ModelFacts | null => known.get(modelId) ?? null
