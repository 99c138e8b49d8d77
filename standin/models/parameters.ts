import { OUTPUT_FORMATS } from '../drawing/encode.ts'
import type { Parameter } from './model.ts'

/** Longer prompts are refused. Source: Lumenfall's error reference. */
const PROMPT_MAX = 1000
const IMAGES_MAX = 10

const RATIO = '[1-9]\\d{0,3}(?:\\.\\d{1,3})?:[1-9]\\d{0,3}(?:\\.\\d{1,3})?'

/** The gateway-wide parameters of docs.lumenfall.ai "Generate images" and of the models' API pages. */
export const prompt: Parameter = {
  name: 'prompt',
  type: 'string',
  description: 'Text prompt for image generation',
  group: 'Core Parameters',
  maxLength: PROMPT_MAX,
}

export const n: Parameter = {
  name: 'n',
  type: 'integer',
  description: 'How many images to make',
  group: 'Core Parameters',
  default: 1,
  minimum: 1,
  maximum: IMAGES_MAX,
}

/** The values are advice: any size or ratio is taken and mapped to the nearest. */
export function size(...values: string[]): Parameter {
  return {
    name: 'size',
    type: 'string',
    description: 'Pixels ("1024x1024") or a ratio ("16:9"); set, aspect_ratio and resolution are ignored',
    group: 'Size & Layout',
    pattern: `^(?:[1-9]\\d{0,4}x[1-9]\\d{0,4}|${RATIO})$`,
    format: '"WIDTHxHEIGHT" or "W:H"',
    ...(values.length > 0 && { enum: values }),
  }
}

/** Any ratio is taken; the values are the ones that come out. */
export function aspectRatio(...values: string[]): Parameter {
  return {
    name: 'aspect_ratio',
    type: 'string',
    description: 'Shape, independently of scale',
    group: 'Size & Layout',
    pattern: `^${RATIO}$`,
    format: '"W:H"',
    ...(values.length > 0 && { enum: values }),
  }
}

/** Any tier is taken and mapped to the nearest. */
export function resolution(...values: string[]): Parameter {
  return {
    name: 'resolution',
    type: 'string',
    description: 'Scale, independently of shape; higher tiers cost more',
    group: 'Size & Layout',
    pattern: '^\\d{1,2}(?:\\.\\d)?K$',
    format: 'a tier such as "1K"',
    ...(values.length > 0 && { enum: values }),
  }
}

export const output: readonly Parameter[] = [
  {
    name: 'response_format',
    type: 'string',
    description: 'A link that lives an hour, or the bytes as base64',
    group: 'Output & Format',
    default: 'url',
    enum: ['url', 'b64_json'],
  },
  {
    name: 'output_format',
    type: 'string',
    description: 'File format; AVIF up to 1,600 pixels an edge',
    group: 'Output & Format',
    enum: OUTPUT_FORMATS,
  },
  {
    // The range is not documented; 0–100 is a guess, after OpenAI.
    name: 'output_compression',
    type: 'integer',
    description: 'Quality of JPEG, WebP and AVIF',
    group: 'Output & Format',
    minimum: 0,
    maximum: 100,
  },
]

export const seed: Parameter = {
  name: 'seed',
  type: 'integer',
  description: 'Random seed for reproducibility',
  group: 'Core Parameters',
  minimum: 0,
  maximum: 4_294_967_295,
}

export const negativePrompt: Parameter = {
  name: 'negative_prompt',
  type: 'string',
  description: 'What should not be in the picture',
  group: 'Core Parameters',
  maxLength: PROMPT_MAX,
}

export const image: Parameter = {
  name: 'image',
  type: 'file',
  description: 'The image to work on: PNG, JPEG, WebP or GIF',
  group: 'Media Inputs',
  modes: ['edit', 'upscale'],
}

export const mask: Parameter = {
  name: 'mask',
  type: 'file',
  description: 'PNG; where it is fully transparent, the image is edited',
  group: 'Media Inputs',
  modes: ['edit'],
}
