import 'server-only'
import type { Caller } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { getModel, listModels } from '#lib/models/data.ts'
import type { ModelCard } from '#lib/models/schema.ts'

const toApi = ({ id, name, creator, aliases, status, priceMicros }: ModelCard) => ({
  id,
  object: 'model' as const,
  // The catalogue does not say when.
  created: 0,
  owned_by: creator,
  name,
  aliases,
  model_status: status,
  starting_price: priceMicros === null ? null : priceMicros / 1_000_000,
})

/** The models that the caller may make pictures with, as the API lists them. */
export async function listApiModels(caller: Caller) {
  const models = await listModels(caller)
  return { object: 'list' as const, data: models.filter(({ support }) => support.supported).map(toApi) }
}

/** One of them, with its parameters where they are asked for. Throws AppError `not_found`. */
export async function describeModel(caller: Caller, modelId: string, withSchema: boolean) {
  const model = await getModel(caller, modelId)
  if (!model.support.supported) throw new AppError('not_found', `Model '${modelId}' not found`)
  return { ...toApi(model), ...(withSchema ? { parameters: model.parameters } : {}) }
}

export interface NamedModel extends Pick<ModelCard, 'status'> {
  modelId: string
  provider: string | null
}

/**
 * What a call's `model` names: the longest id or alias that fits, and before it the provider that it is pinned to.
 * Throws AppError `not_found`.
 */
export async function readModelName(caller: Caller, name: string): Promise<NamedModel> {
  const models = await listModels(caller)
  const find = (wanted: string) => models.find(({ id, aliases }) => id === wanted || aliases.includes(wanted))
  const whole = find(name)
  if (whole) return { modelId: whole.id, provider: null, status: whole.status }
  const [provider = '', ...rest] = name.split('/')
  const pinned = rest.length > 0 ? find(rest.join('/')) : undefined
  if (!pinned) throw new AppError('not_found', `Model '${name}' not found`)
  return { modelId: pinned.id, provider, status: pinned.status }
}
