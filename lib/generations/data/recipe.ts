import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { ResolvedInput } from '#lib/inputs/data/resolve.ts'
import { findInputProblem, modeOf } from '#lib/inputs/schema.ts'
import type { JsonValue, Mode, Model, ParameterValues } from '#lib/models/schema.ts'
import { findExtraProblems, findParameterProblems } from '#lib/models/schema.ts'
import type { GenerationInput } from '../schema.ts'
import { maxImages } from '../schema.ts'

/** JSON with sorted keys: the same value is the same text. */
function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** SHA-256 of a value, however its keys are ordered. */
export const hashOf = (value: JsonValue) => createHash('sha256').update(canonical(value)).digest('hex')

/** Everything that decides the picture. */
export interface Recipe {
  model: string
  mode: Mode
  provider: string | null
  /** Empty where the model takes none. */
  prompt: string
  n: number
  parameters: ParameterValues
  extra: ParameterValues
  /** What it starts from. */
  inputs: ResolvedInput[]
}

/** What decides the picture, as it is sent: where a value or a picture came from is no part of it. */
export const decisive = ({ extra, mode: _follows, inputs, ...recipe }: Recipe) => ({
  ...recipe,
  parameters: { ...recipe.parameters, ...extra },
  ...(inputs.length === 0 ? {} : { inputs: inputs.map(({ role, sha256 }) => ({ role, sha256 })) }),
})

const imageCount = z.number().int().min(1).max(maxImages)

/** What will be sent to a model. Throws AppError `invalid` for what the model does not take. */
export const toRecipe = (
  model: Model,
  input: Pick<GenerationInput, 'provider' | 'prompt' | 'parameters' | 'extra'>,
  inputs: ResolvedInput[],
): Recipe => {
  const { extra = {} } = input
  const prompt = model.takesPrompt ? input.prompt : ''
  const [problem] = [
    ...(model.takesPrompt && prompt.trim() === '' ? [{ message: 'Write a prompt.' }] : []),
    ...findParameterProblems(model.parameters, input.parameters),
    ...findExtraProblems(model.parameters, extra),
  ]
  const message = problem?.message ?? findInputProblem(model, inputs)
  if (message) throw new AppError('invalid', message)
  const { n = 1, ...parameters } = input.parameters
  const count = imageCount.safeParse(n)
  if (!count.success) throw new AppError('invalid', `Images must be a whole number from 1 to ${maxImages}.`)
  const mode = modeOf(model, inputs, { ...parameters, ...extra })
  return { model: model.id, mode, provider: input.provider, prompt, n: count.data, parameters, extra, inputs }
}

/** Throws AppError `invalid` for a model that cannot be used, here or with this provider. */
export const requireUsable = (model: Model, provider: string | null): void => {
  if (!model.support.supported)
    throw new AppError('invalid', `${model.name} cannot be used here. ${model.support.reason}`)
  if (model.status === 'disabled')
    throw new AppError('invalid', `${model.name} is no longer served. Choose another model.`)
  if (provider !== null && !model.providers.includes(provider)) {
    throw new AppError(
      'invalid',
      `${model.name} is not served by ${provider}. Choose another provider, or automatic.`,
    )
  }
}
