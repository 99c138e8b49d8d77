import { z } from 'zod'
import { ApiError } from '../api/errors.ts'
import type { Fields } from '../contract.ts'
import { OUTPUT_FORMATS } from '../drawing/encode.ts'
import type { Mode, Model, Parameter } from './model.ts'

/** What the wire carries in common, after the check of each parameter by its own rules. */
const commonSchema = z.object({
  prompt: z.string().optional(),
  n: z.int().default(1),
  size: z.string().optional(),
  aspect_ratio: z.string().optional(),
  resolution: z.string().optional(),
  response_format: z.enum(['url', 'b64_json']).default('url'),
  // Which format comes when none is asked for is not documented; png is a guess.
  output_format: z.enum(OUTPUT_FORMATS).default('png'),
  output_compression: z.int().optional(),
  scale_factor: z.number().optional(),
})

export interface Parameters extends z.infer<typeof commonSchema> {
  /** The model's own parameters, as sent. Parameters it does not know are in none of the two: they are ignored. */
  readonly own: Fields
}

/**
 * Checks the fields a model knows by their data, one after the other, and throws INVALID_REQUEST with the first complaint,
 * in zod's words: the one message known from the API is zod's too. `null` counts as absent. Edits come as a form, whose
 * text becomes the number or yes/no its parameter wants.
 */
export function parseParameters(model: Model, mode: Mode, fields: Fields): Parameters {
  const parsed: Record<string, unknown> = {}
  for (const parameter of model.parameters) {
    if (parameter.type === 'file' || parameter.modes?.includes(mode) === false) continue
    const sent = fields[parameter.name] ?? undefined
    const value = mode === 'text-to-image' ? sent : fromForm(parameter, sent)
    if (value === undefined && !isRequired(parameter, mode)) continue
    parsed[parameter.name] = check(toZod(parameter), value)
  }
  const common = check(commonSchema, parsed)
  const own = Object.entries(parsed).filter(([name]) => !(name in commonSchema.shape))
  return { ...common, own: Object.fromEntries(own) }
}

/** The value as the schema reads it, or INVALID_REQUEST with the schema's first complaint. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ApiError('INVALID_REQUEST', result.error.issues[0]?.message)
}

function isRequired({ name }: Parameter, mode: Mode): boolean {
  return name === 'prompt' && mode !== 'upscale'
}

function toZod(parameter: Parameter): z.ZodType {
  if (parameter.type === 'boolean') return z.boolean()
  if (parameter.type === 'integer' || parameter.type === 'number') return toNumberSchema(parameter)
  if (parameter.pattern !== undefined) {
    const message = `Invalid ${parameter.name}: expected ${parameter.format ?? parameter.pattern}`
    return z.string().regex(new RegExp(parameter.pattern), message)
  }
  if (parameter.enum !== undefined) return z.enum(parameter.enum)
  const text = z.string().max(parameter.maxLength ?? 100_000)
  return parameter.name === 'prompt' ? text.min(1) : text
}

function toNumberSchema({ type, minimum, maximum }: Parameter): z.ZodType {
  const number = type === 'integer' ? z.int() : z.number()
  return number.min(minimum ?? -Number.MAX_SAFE_INTEGER).max(maximum ?? Number.MAX_SAFE_INTEGER)
}

function fromForm({ type }: Parameter, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value
  const number = Number(value)
  return (type === 'integer' || type === 'number') && value.trim() !== '' && !Number.isNaN(number)
    ? number
    : value
}
