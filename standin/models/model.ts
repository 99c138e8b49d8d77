import type { JsonObject } from '../contract.ts'

export type Mode = 'text-to-image' | 'edit' | 'upscale' | 'chat' | 'text-to-video' | 'text-to-vector'

type ParameterGroup =
  'Core Parameters' | 'Size & Layout' | 'Media Inputs' | 'Output & Format' | 'Additional Parameters'

/** A parameter is one line of data: its check, its default and its entry in `?schema=true` come from here. */
export interface Parameter {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'file'
  readonly description: string
  readonly group: ParameterGroup
  readonly default?: string | number | boolean
  /** The choices; but a value that fits `pattern` is taken even when it is none of them (and mapped to the nearest). */
  readonly enum?: readonly string[]
  readonly pattern?: string
  /** What a value must look like, in words. */
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly maxLength?: number
  /** Only these providers take it. */
  readonly providers?: readonly string[]
  /** Only in these modes. */
  readonly modes?: readonly Mode[]
}

/** Which pixel sizes a model makes. */
export type Sizes =
  /** Per tier, the size of each ratio it knows. The first tier is the default one, its first ratio the default shape. */
  | { readonly kind: 'listed'; readonly tiers: Readonly<Record<string, Readonly<Record<string, string>>>> }
  /** Any size between these edges, rounded to a multiple. */
  | { readonly kind: 'free'; readonly minimum: number; readonly maximum: number; readonly multipleOf: number }
  /** A multiple of the picture that came in. */
  | { readonly kind: 'scaled'; readonly factors: readonly number[]; readonly maximumEdge: number }
  | { readonly kind: 'none' }

/** In micro-dollars. */
type Price =
  | { readonly per: 'image'; readonly micros: Readonly<Record<string, number>> }
  | { readonly per: 'token'; readonly inputMicros: number; readonly outputMicros: number }

export interface Model {
  readonly id: string
  readonly aliases: readonly string[]
  readonly name: string
  readonly creator: string
  readonly description: string
  /** Seconds since 1970. */
  readonly created: number
  /** How GET /models shows it: both shapes have been seen. */
  readonly listing: 'rich' | 'minimal'
  readonly featured?: boolean
  readonly status: 'active' | 'disabled'
  readonly modality: 'image' | 'text' | 'video' | 'vector'
  readonly modes: readonly Mode[]
  readonly tags: readonly string[]
  /** Slug and the name the provider runs it under, the preferred one first. */
  readonly providers: readonly (readonly [slug: string, executedModel: string])[]
  readonly price: Price
  readonly sizes: Sizes
  readonly parameters: readonly Parameter[]
  /** What `?schema=true` says instead of what the parameters make. */
  readonly schema?: JsonObject
  /** Its answers carry a `revised_prompt`. */
  readonly revisesPrompt?: boolean
  /** How many pictures it takes in at once: 1 unless it says more. */
  readonly maxInputs?: number
}
