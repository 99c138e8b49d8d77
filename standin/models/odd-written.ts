import type { Json, JsonObject } from '../contract.ts'
import type { Model } from './model.ts'
import { COMMON, properties } from './odd-common.ts'

/** Sixty numbers of a parametric style engine: every name and range differs. */
function sliders(): JsonObject {
  const traits = ['grain', 'bloom', 'haze', 'tilt', 'warmth', 'contrast', 'ink', 'fibre', 'sheen', 'drift']
  const layers = ['sky', 'ground', 'subject', 'edge', 'shadow', 'light']
  const entries = layers.flatMap((layer, row) =>
    traits.map((trait, column): [string, Json] => [
      `${layer}_${trait}`,
      {
        type: column % 2 === 0 ? 'number' : 'integer',
        minimum: -row,
        maximum: 10 + column,
        default: column % 2 === 0 ? 0.5 : 1,
        description: `${trait} of the ${layer}`,
        'x-group': 'Additional Parameters',
      },
    ]),
  )
  return Object.fromEntries(entries)
}

/** Formats and types that nobody knows, missing ones, and very many. */
export const strangelyWrittenModels: readonly Model[] = [
  {
    ...COMMON,
    id: 'tinta-mono-v0.9',
    name: 'Tinta Mono',
    creator: 'tinta',
    description: 'Formats that nobody has written down: colours, durations, decimals.',
    providers: [['replicate', 'tinta/mono:0.9']],
    schema: properties({
      ink: { type: 'string', format: 'css-color', default: '#1a1a1a', description: 'Any CSS colour.' },
      drying_time: { type: 'string', format: 'duration-iso' },
      opacity: { type: 'number', format: 'decimal(3,2)', exclusiveMinimum: 0, maximum: 1, multipleOf: 0.05 },
      plate: { type: 'integer', format: 'uint8', exclusiveMaximum: 256, minimum: 0 },
      edition: { type: 'tribble', description: 'A type that there is not.' },
      signed: { type: ['boolean', 'null'], default: null },
    }),
  },
  {
    ...COMMON,
    id: 'sixty-faders',
    name: 'Sixty Faders',
    creator: 'parametrica',
    description: 'A style engine with sixty numbers.',
    providers: [['fal', 'fal-ai/sixty-faders']],
    schema: properties(sliders()),
  },
  {
    ...COMMON,
    id: 'untyped-sketcher',
    name: 'Untyped Sketcher',
    creator: 'workshop',
    description: 'A schema by hand, in which most types are missing.',
    providers: [['openai-compatible', 'untyped-sketcher']],
    schema: properties({
      hatching: { enum: ['none', 'light', 'dense', null], default: 'light' },
      lines: { minimum: 1, maximum: 40 },
      smooth: { default: true },
      paper: { default: 'laid', maxLength: 30 },
      pressure: { default: 0.4 },
      palette: { items: { enum: ['sepia', 'indigo', 'sanguine'] } },
      frame: { properties: { width: { type: 'integer' } } },
      notes: {},
      hint: true,
    }),
  },
]
