import type { Model } from './model.ts'
import { aspectRatio, image, mask, n, output, prompt, resolution, size } from './parameters.ts'

/** Google's sizes for gemini-2.5-flash-image, from the Gemini API's page on image generation. */
const FLASH_IMAGE_SIZES = {
  '1:1': '1024x1024',
  '2:3': '832x1248',
  '3:2': '1248x832',
  '3:4': '864x1184',
  '4:3': '1184x864',
  '4:5': '896x1152',
  '5:4': '1152x896',
  '9:16': '768x1344',
  '16:9': '1344x768',
  '21:9': '1536x672',
}

/** Models that take a picture in. The prices of the second and what it is called are made up. */
export const editingModels: readonly Model[] = [
  {
    id: 'gemini-2.5-flash-image',
    aliases: ['nano-banana'],
    name: 'Gemini 2.5 Flash Image',
    creator: 'google',
    description: 'Makes images from text and edits images by talking to them.',
    created: 1_756_200_000,
    listing: 'rich',
    featured: true,
    status: 'active',
    modality: 'image',
    modes: ['text-to-image', 'edit'],
    tags: ['image-generation', 'text-to-image', 'image-editing'],
    providers: [
      ['gemini', 'gemini-2.5-flash-image'],
      ['vertex', 'gemini-2.5-flash-image'],
    ],
    price: { per: 'image', micros: { '1K': 39_000 } },
    sizes: { kind: 'listed', tiers: { '1K': FLASH_IMAGE_SIZES } },
    parameters: [
      prompt,
      image,
      mask,
      size(),
      aspectRatio(...Object.keys(FLASH_IMAGE_SIZES)),
      resolution(),
      ...output,
      n,
    ],
    revisesPrompt: true,
    maxInputs: 3,
  },
  {
    id: 'crystal-upscaler',
    aliases: [],
    name: 'Crystal Upscaler',
    creator: 'clarity-ai',
    description: 'Makes an image two or four times as large.',
    created: 1_750_300_000,
    listing: 'rich',
    status: 'active',
    modality: 'image',
    modes: ['upscale'],
    tags: ['image-upscaling'],
    providers: [['replicate', 'philz1337x/crystal-upscaler']],
    price: { per: 'image', micros: { '1K': 50_000 } },
    sizes: { kind: 'scaled', factors: [2, 4], maximumEdge: 8192 },
    parameters: [
      image,
      {
        name: 'scale_factor',
        type: 'number',
        description: 'How many times wider and higher',
        group: 'Size & Layout',
        default: 2,
        minimum: 2,
        maximum: 4,
        modes: ['upscale'],
      },
      ...output,
      n,
    ],
  },
]
