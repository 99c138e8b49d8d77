import type { Model } from './model.ts'
import { aspectRatio, n, negativePrompt, output, prompt, resolution, seed, size } from './parameters.ts'

/** Google's sizes for Imagen 3, from its Vertex model page. */
export const IMAGEN_3_SIZES = {
  '1:1': '1024x1024',
  '3:4': '896x1280',
  '4:3': '1280x896',
  '9:16': '768x1408',
  '16:9': '1408x768',
}

/** The sizes on Lumenfall's page of Imagen 4; the 2K ones are a guess: the same, doubled. */
const IMAGEN_4_SIZES = {
  '1:1': '1024x1024',
  '3:4': '887x1182',
  '4:3': '1183x887',
  '9:16': '768x1365',
  '16:9': '1365x768',
}
const IMAGEN_4_SIZES_2K = {
  '1:1': '2048x2048',
  '3:4': '1774x2364',
  '4:3': '2366x1774',
  '9:16': '1536x2730',
  '16:9': '2730x1536',
}

const GOOGLE = {
  creator: 'google',
  modality: 'image',
  modes: ['text-to-image'],
  tags: ['image-generation', 'text-to-image'],
  aliases: [],
} as const satisfies Partial<Model>

export const imagenModels: readonly Model[] = [
  {
    ...GOOGLE,
    id: 'imagen-3.0-generate-002',
    // An alias in the documentation's examples; that it means this model is a guess.
    aliases: ['imagen-3'],
    name: 'Imagen 3.0 Generate 002',
    description: 'Text to image with strong prompt adherence, legible text and photorealistic detail.',
    created: 1_738_800_000,
    listing: 'rich',
    featured: true,
    status: 'active',
    providers: [
      ['vertex', 'imagen-3.0-generate-002'],
      ['gemini', 'imagen-3.0-generate-002'],
    ],
    price: { per: 'image', micros: { '1K': 30_000 } },
    sizes: { kind: 'listed', tiers: { '1K': IMAGEN_3_SIZES } },
    parameters: [prompt, size(), aspectRatio(), resolution(), ...output, n],
  },
  {
    ...GOOGLE,
    id: 'imagen-4.0-generate-001',
    aliases: ['imagen-4'],
    name: 'Imagen 4',
    description: 'The later Imagen: finer detail, seeds, negative prompts and 2K.',
    created: 1_747_700_000,
    listing: 'rich',
    featured: true,
    status: 'active',
    providers: [
      ['gemini', 'imagen-4.0-generate-001'],
      ['vertex', 'imagen-4.0-generate-001'],
      ['replicate', 'google/imagen-4'],
    ],
    price: { per: 'image', micros: { '1K': 40_000, '2K': 60_000 } },
    sizes: { kind: 'listed', tiers: { '1K': IMAGEN_4_SIZES, '2K': IMAGEN_4_SIZES_2K } },
    parameters: [
      prompt,
      negativePrompt,
      seed,
      size(...Object.values(IMAGEN_4_SIZES), ...Object.values(IMAGEN_4_SIZES_2K)),
      aspectRatio('9:16', '3:4', '1:1', '4:3', '16:9'),
      resolution('1K', '2K'),
      ...output,
      n,
      {
        name: 'page',
        type: 'integer',
        description: 'Page of results; another page is another picture of the same seed',
        group: 'Additional Parameters',
        minimum: 0,
      },
      {
        name: 'personGeneration',
        type: 'string',
        description: 'Whether people may be drawn',
        group: 'Additional Parameters',
        default: 'allow_adult',
        enum: ['dont_allow', 'allow_adult', 'allow_all'],
        providers: ['gemini'],
      },
      {
        name: 'safety_filter_level',
        type: 'string',
        description: 'How much is filtered',
        group: 'Additional Parameters',
        enum: ['block_low_and_above', 'block_medium_and_above', 'block_only_high'],
        providers: ['vertex', 'replicate'],
      },
    ],
  },
  {
    ...GOOGLE,
    id: 'imagen-2.0-generate-001',
    name: 'Imagen 2',
    description: 'Withdrawn.',
    created: 1_702_400_000,
    listing: 'rich',
    status: 'disabled',
    providers: [['vertex', 'imagegeneration@006']],
    price: { per: 'image', micros: { '1K': 20_000 } },
    sizes: { kind: 'listed', tiers: { '1K': { '1:1': '1024x1024' } } },
    parameters: [prompt, size(), ...output, n],
  },
]
