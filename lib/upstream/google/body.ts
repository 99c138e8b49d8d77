import { z } from 'zod'
import type { GenerationCall, Json } from '../port.ts'
import type { DirectName } from '../schema.ts'
import { nearestRatio, nearestTier, shapeOf } from './shape.ts'

// ai.google.dev/gemini-api/docs/imagen and the Vertex AI reference of Imagen; the two APIs take one body, and differ in
// what they take in it.

export interface PredictBody {
  instances: [{ prompt: string }]
  parameters: { [name: string]: Json }
}

type Asked = Omit<GenerationCall, 'traceId'>

const modelPattern = /^imagen-[a-z0-9][a-z0-9.-]{0,80}$/

/** Google's limit for one call. */
const mostImages = 4

const shapeSchema = z.string().transform(shapeOf)

/** The scales that a model makes: Imagen 3 has one, and its API no word for it. */
function tiersOf(modelId: string): readonly string[] {
  return modelId.startsWith('imagen-4') && !modelId.includes('fast') ? ['1K', '2K'] : ['1K']
}

/** `block_none` is for projects that Google has let have it; the last four are older names that it still takes. */
const safetyLevels = {
  vertex: [
    'block_low_and_above',
    'block_medium_and_above',
    'block_only_high',
    'block_none',
    'block_most',
    'block_some',
    'block_few',
    'block_fewest',
  ],
  gemini: ['block_low_and_above'],
} as const satisfies Record<DirectName, readonly string[]>

const oneOf = (name: string, values: readonly string[]) =>
  z.enum(values, `Google takes ${values.join(', ')} as ${name} here.`)

/** Our parameters that Google has words for; one that is not among them cannot be expressed. */
const parametersSchema = (name: DirectName, modelId: string) =>
  z.strictObject(
    {
      size: shapeSchema.refine(Boolean, 'A size looks like 1024x1024 or 16:9.').optional(),
      aspect_ratio: shapeSchema
        .refine((shape) => shape?.isPixels === false, 'A ratio looks like 16:9.')
        .optional(),
      resolution: oneOf('resolution', tiersOf(modelId)).optional(),
      output_format: oneOf('output_format', ['png', 'jpeg']).default('png'),
      output_compression: z.int().min(0).max(100).optional(),
      personGeneration: oneOf('personGeneration', ['dont_allow', 'allow_adult', 'allow_all']).optional(),
      safety_filter_level: oneOf('safety_filter_level', safetyLevels[name]).optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `Google has no ${issue.keys.join(', ')} here.` : undefined,
    },
  )

type Parameters = z.infer<ReturnType<typeof parametersSchema>>

/** What a call says in another place, or what this server asks in its own way. */
const saidElsewhere = ['model', 'prompt', 'n', 'response_format']

/** As the gateway has it: a size is shape and scale at once, and what says them singly does not count beside it. */
function scaleOf({ size, aspect_ratio: ratio, resolution }: Parameters, tiers: readonly string[]) {
  const shape = size ?? ratio
  const tier = size ? (size.isPixels ? nearestTier(tiers, size) : null) : (resolution ?? null)
  return {
    ...(shape && { aspectRatio: nearestRatio(shape) }),
    ...(tier !== null && tiers.length > 1 && { sampleImageSize: tier }),
  }
}

/** Quality is a JPEG's; a PNG has none, and what is said of it there counts for nothing, as with the gateway. */
const outputOf = ({ output_format: format, output_compression: quality }: Parameters) => ({
  mimeType: `image/${format}`,
  ...(format === 'jpeg' && quality !== undefined && { compressionQuality: quality }),
})

/** What is wrong with a call whatever its parameters are. */
function objectionTo(name: DirectName, { modelId, provider, prompt, n, inputs }: Asked): string | null {
  if (!modelPattern.test(modelId)) return `Google is called directly for Imagen alone, not for ${modelId}.`
  if (provider !== null && provider !== name) return `This call is pinned to ${provider}.`
  if (inputs.length > 0) return 'Imagen starts from words here, not from pictures.'
  if (prompt.trim() === '') return 'Imagen needs a prompt.'
  if (!Number.isInteger(n) || n < 1 || n > mostImages)
    return `Google makes 1 to ${mostImages} images in a call.`
  return null
}

/**
 * A call as the body of Google's `:predict`, or, as a sentence, why it cannot be one: whatever Google has no word for is
 * an objection, and nothing that was chosen is left out in silence. Pure.
 */
export function predictBodyOf(
  name: DirectName,
  call: Asked,
): { body: PredictBody; objection: null } | { body: null; objection: string } {
  const objection = objectionTo(name, call)
  if (objection !== null) return { body: null, objection }
  const chosen = Object.entries(call.parameters).filter(
    ([key, value]) => value !== null && !saidElsewhere.includes(key),
  )
  const { data, error } = parametersSchema(name, call.modelId).safeParse(Object.fromEntries(chosen))
  if (!data) return { body: null, objection: sentenceOf(error) }
  const { personGeneration, safety_filter_level: safetySetting } = data
  const parameters = {
    sampleCount: call.n,
    ...scaleOf(data, tiersOf(call.modelId)),
    ...(personGeneration && { personGeneration }),
    ...(safetySetting && { safetySetting }),
    outputOptions: outputOf(data),
    // Without it, what was filtered is missing without a word.
    includeRaiReason: true,
  }
  return { body: { instances: [{ prompt: call.prompt }], parameters }, objection: null }
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues
  const message = issue?.message ?? 'Google cannot take this.'
  return /^(Google|A) /.test(message) ? message : `${issue?.path.join('.')}: ${message}.`
}
