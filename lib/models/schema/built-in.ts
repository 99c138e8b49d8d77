import type { ModelCard } from './model.ts'

/**
 * The first model, as its published page has it (lumenfall.ai/models/google/imagen-3.0-generate-002), so that the
 * studio works when the catalogue or the schema cannot be read.
 */
export const builtInModel: ModelCard = {
  id: 'imagen-3.0-generate-002',
  name: 'Imagen 3.0 Generate 002',
  creator: 'google',
  description: 'Text to image: follows long prompts, writes legible text, photographs convincingly.',
  status: 'active',
  priceMicros: 30_000,
  aliases: [],
  tags: ['image-generation', 'text-to-image'],
  modes: ['text-to-image'],
  support: { supported: true },
}

/** Where a model is served, for pinning. The list has no field for it; these stand on the model's own page. */
export const knownProviders = new Map([[builtInModel.id, ['vertex', 'gemini']]])

/**
 * The parameters that the API documents for every image model (docs, images/generate), and exactly those of the first
 * one, in the shape of a schema: whatever reads the live one reads this.
 */
export const gatewayParameters = {
  properties: {
    prompt: { type: 'string', maxLength: 1000 },
    n: { type: 'integer', minimum: 1, maximum: 10, default: 1, description: 'How many images to make.' },
    aspect_ratio: {
      type: 'string',
      description: 'The shape. Any ratio is taken and mapped to the nearest that the model has.',
    },
    resolution: { type: 'string', description: 'The scale, such as 1K or 2K. Higher ones may cost more.' },
    size: {
      type: 'string',
      description: 'Width and height in pixels, or a ratio. Decides alone when it is set.',
    },
    output_format: {
      type: 'string',
      enum: ['png', 'jpeg', 'webp', 'avif', 'gif'],
      description: 'The file type. AVIF only up to 1,600 pixels.',
    },
    output_compression: {
      type: 'integer',
      minimum: 0,
      maximum: 100,
      description: 'Quality of lossy files (JPEG, WebP, AVIF), 0 to 100.',
    },
  },
} as const
