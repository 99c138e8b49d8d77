import { z } from 'zod'
import type { Call } from '../contract.ts'
import type { Drawing } from '../drawing/studio.ts'
import { withoutMagicWords } from '../faults/magic-words.ts'
import { GoogleError } from './errors.ts'
import { findGoogleFault } from './faults.ts'
import { isRatio, pixelsOf, requireModel, type GoogleModel, type Ratio } from './models.ts'
import type { GoogleApi } from './state.ts'

/** What both take (ai.google.dev, "Imagen"; Vertex AI, "Generate images"). What the Gemini API throws on it does not have. */
const common = {
  sampleCount: z.int().min(1).max(4).default(4),
  aspectRatio: z.custom<Ratio>(isRatio, 'aspectRatio: not one of 1:1, 3:4, 4:3, 9:16, 16:9').default('1:1'),
  personGeneration: z.enum(['dont_allow', 'allow_adult', 'allow_all']).default('allow_adult'),
  language: z.enum(['auto', 'en', 'zh', 'zh-CN', 'zh-TW', 'hi', 'ja', 'ko', 'pt', 'es']).optional(),
  outputOptions: z
    .strictObject({
      mimeType: z.enum(['image/png', 'image/jpeg']).default('image/png'),
      compressionQuality: z.int().min(0).max(100).optional(),
    })
    .default({ mimeType: 'image/png' }),
  sampleImageSize: z.enum(['1K', '2K']).optional(),
  guidanceScale: z.number().optional(),
  includeRaiReason: z.boolean().default(false),
  includeSafetyAttributes: z.boolean().default(false),
}

const strict = ['block_low_and_above'] as const
const older = ['block_most', 'block_some', 'block_few', 'block_fewest'] as const
const open = ['block_medium_and_above', 'block_only_high', 'block_none'] as const

/** Neither has `negativePrompt`: the models of today do not take it. That an unknown name is refused is a guess. */
const parameterSchemas = {
  gemini: z.strictObject({ ...common, safetySetting: z.enum(strict).optional() }),
  vertex: z.strictObject({
    ...common,
    safetySetting: z.enum([...strict, ...open, ...older]).optional(),
    addWatermark: z.boolean().default(true),
    enhancePrompt: z.boolean().optional(),
  }),
}

const bodySchema = z.strictObject({
  instances: z.tuple([z.looseObject({ prompt: z.string().min(1) })]),
  parameters: z.unknown(),
  labels: z.record(z.string(), z.string()).optional(),
})

export interface Order {
  readonly model: GoogleModel
  readonly prompt: string
  readonly count: number
  readonly isExplained: boolean
  readonly saysSafety: boolean
  /** The rewritten prompt goes with each picture. */
  readonly isRewritten: boolean
  readonly drawing: Pick<Drawing, 'width' | 'height' | 'format' | 'compression'>
}

/** Checks a body of `:predict`. Throws INVALID_ARGUMENT in zod's words (Google's own are not known), or NOT_FOUND. */
export function toOrder(call: Pick<Call, 'pathname' | 'fields'>, api: GoogleApi): Order {
  const model = requireModel(api, modelIn(call.pathname), call.pathname)
  const { instances, parameters } = check(bodySchema, call.fields)
  const { outputOptions, sampleImageSize: scale, ...said } = toParameters(api, parameters ?? {})
  if (scale !== undefined && (!model.scales.includes(scale) || model.scales.length === 1))
    throw new GoogleError('INVALID_ARGUMENT', `sampleImageSize ${scale} is not supported by ${model.id}`)
  const isJpeg = outputOptions.mimeType === 'image/jpeg'
  return {
    model,
    prompt: withoutMagicWords(instances[0].prompt, findGoogleFault),
    count: said.sampleCount,
    isExplained: said.includeRaiReason,
    saysSafety: said.includeSafetyAttributes,
    isRewritten: 'enhancePrompt' in said && said.enhancePrompt === true,
    drawing: {
      ...pixelsOf(said.aspectRatio, scale ?? '1K'),
      format: isJpeg ? 'jpeg' : 'png',
      compression: isJpeg ? (outputOptions.compressionQuality ?? 75) : undefined,
    },
  }
}

const toParameters = (api: GoogleApi, value: unknown) =>
  api === 'gemini' ? check(parameterSchemas.gemini, value) : check(parameterSchemas.vertex, value)

/** As the path says it, whether there is one or not. */
export const modelIn = (pathname: string): string => /\/models\/([^/:]+):/.exec(pathname)?.[1] ?? ''

/** What magic words stand in. */
export function promptIn(fields: Call['fields']): string {
  const { data } = z
    .looseObject({ instances: z.array(z.looseObject({ prompt: z.string() })) })
    .safeParse(fields)
  return data?.instances[0]?.prompt ?? ''
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return data
  const [issue] = error.issues
  throw new GoogleError('INVALID_ARGUMENT', `${issue?.path.join('.')}: ${issue?.message}`)
}
