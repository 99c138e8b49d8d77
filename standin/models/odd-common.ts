import type { JsonObject } from '../contract.ts'
import type { Model } from './model.ts'
import { n, output, prompt } from './parameters.ts'

/*
 * Models with schemas as they are met in the wild: generated from Python or TypeScript types, written by hand, grown over
 * years. All of them are made up. Each draws like any other; what it takes beside the usual is let through unchecked, and
 * stands in the call log as it came.
 */

export const COMMON = {
  aliases: [],
  created: 1_762_000_000,
  listing: 'rich',
  status: 'active',
  modality: 'image',
  modes: ['text-to-image'],
  tags: ['image-generation', 'text-to-image'],
  price: { per: 'image', micros: { '1K': 12_000 } },
  sizes: { kind: 'free', minimum: 256, maximum: 1536, multipleOf: 16 },
  parameters: [prompt, ...output, n],
} as const satisfies Partial<Model>

export const promptProperty = { type: 'string', maxLength: 1000 }
export const imageCount = { type: 'integer', minimum: 1, maximum: 10, default: 1 }

export const properties = (own: JsonObject): JsonObject => ({
  type: 'object',
  required: ['prompt'],
  properties: { prompt: promptProperty, n: imageCount, ...own },
})
