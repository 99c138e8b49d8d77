import type { Model } from './model.ts'
import { COMMON, imageCount, promptProperty, properties } from './odd-common.ts'

/** Values in values, values of several kinds, and parts of a schema that stand elsewhere. */
export const nestedModels: readonly Model[] = [
  {
    ...COMMON,
    id: 'aquarelle-2-pro',
    name: 'Aquarelle 2 Pro',
    creator: 'studio-lumiere',
    description: 'Watercolour with a camera to be placed: a nested object.',
    providers: [['fal', 'fal-ai/aquarelle/v2/pro']],
    schema: properties({
      camera: {
        type: 'object',
        description: 'Where the viewer stands.',
        required: ['distance'],
        additionalProperties: false,
        properties: {
          distance: { type: 'number', minimum: 0.1, maximum: 100 },
          angle: { type: 'string', enum: ['low', 'eye', 'high'], default: 'eye' },
          lens: {
            type: 'object',
            properties: {
              focal_length: { type: 'integer', minimum: 8, maximum: 800 },
              anamorphic: { type: 'boolean' },
            },
          },
        },
      },
      pigments: {
        type: 'array',
        maxItems: 3,
        items: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', maxLength: 20 },
            share: { type: 'number', minimum: 0, maximum: 1 },
          },
        },
      },
    }),
  },
  {
    ...COMMON,
    id: 'collage-xl',
    name: 'Collage XL',
    creator: 'papier',
    description: 'Several materials at once: arrays of enumerations.',
    providers: [['replicate', 'papier/collage-xl']],
    schema: properties({
      materials: {
        type: 'array',
        description: 'What it is glued together from.',
        items: { type: 'string', enum: ['paper', 'cloth', 'foil', 'leaf', 'wire', 'photograph'] },
        minItems: 1,
        maxItems: 3,
        uniqueItems: true,
        default: ['paper'],
      },
      layers: { type: 'array', items: { type: 'integer', enum: [1, 2, 4, 8] } },
      tags: { type: 'array', items: { type: 'string' } },
    }),
  },
  {
    ...COMMON,
    id: 'chroma/either-or-1',
    name: 'Either Or 1',
    creator: 'chroma',
    description: 'Values of one kind or another: oneOf, anyOf, const.',
    providers: [['openai-compatible', 'either-or-1']],
    schema: properties({
      mood: {
        oneOf: [
          { const: 'calm', title: 'Calm' },
          { const: 'tense', title: 'Tense' },
          { const: 'joyful', title: 'Joyful', description: 'Bright and open' },
        ],
        default: 'calm',
      },
      strength: { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'null' }], default: null },
      canvas: {
        anyOf: [
          {
            type: 'object',
            required: ['width', 'height'],
            properties: {
              width: { type: 'integer', minimum: 64, maximum: 4096 },
              height: { type: 'integer', minimum: 64, maximum: 4096 },
            },
          },
          { type: 'string', enum: ['square_hd', 'portrait_4_3', 'landscape_16_9'] },
        ],
        default: 'square_hd',
      },
      rounds: {
        oneOf: [
          { type: 'integer', enum: [1, 2] },
          { type: 'integer', enum: [8] },
        ],
      },
    }),
  },
  {
    ...COMMON,
    id: 'pydantic-dream-3',
    name: 'Dream 3',
    creator: 'pydantic-labs',
    description: 'As a Python framework writes it: $ref, $defs, allOf.',
    providers: [['fal', 'fal-ai/dream/v3']],
    schema: {
      $ref: '#/$defs/DreamInput',
      $defs: {
        Sampler: {
          type: 'string',
          enum: ['euler', 'dpm', 'ddim'],
          title: 'Sampler',
          description: 'How it samples.',
        },
        Region: {
          type: 'object',
          title: 'Region',
          required: ['x', 'y'],
          properties: {
            x: { type: 'number', minimum: 0, maximum: 1 },
            y: { type: 'number', minimum: 0, maximum: 1 },
            // A region may hold regions.
            inner: { anyOf: [{ $ref: '#/$defs/Region' }, { type: 'null' }] },
          },
        },
        Base: {
          type: 'object',
          required: ['prompt'],
          properties: {
            prompt: promptProperty,
            n: imageCount,
            steps: { type: 'integer', minimum: 1, maximum: 50, default: 28 },
          },
        },
        DreamInput: {
          allOf: [
            { $ref: '#/$defs/Base' },
            {
              type: 'object',
              required: ['sampler'],
              properties: {
                sampler: { allOf: [{ $ref: '#/$defs/Sampler' }], default: 'euler' },
                focus: {
                  anyOf: [{ $ref: '#/$defs/Region' }, { type: 'null' }],
                  default: null,
                  title: 'Focus',
                },
                styles: { type: 'array', items: { $ref: '#/$defs/Sampler' }, title: 'Styles' },
                lost: { $ref: '#/$defs/Nowhere', title: 'Lost' },
              },
            },
          ],
        },
      },
    },
  },
]
