import { ApiError } from '../api/errors.ts'
import { editingModels } from './editing.ts'
import { imagenModels } from './imagen.ts'
import type { Mode, Model } from './model.ts'
import { nestedModels } from './odd-nested.ts'
import { strangelyWrittenModels } from './odd-written.ts'
import { otherModels } from './others.ts'

export const models: readonly Model[] = [
  ...imagenModels,
  ...editingModels,
  ...otherModels,
  ...nestedModels,
  ...strangelyWrittenModels,
]

export interface Resolved {
  readonly model: Model
  /** The provider the caller insisted on with `provider/slug`. */
  readonly pin: string | undefined
}

/**
 * Finds a model by id, alias or `provider/slug`. Case counts. Throws MODEL_NOT_FOUND (with a "Did you mean" when something
 * is near); a disabled model is found: see `requireUsable`.
 */
export function resolveModel(name: string): Resolved {
  const direct = findByName(name)
  if (direct !== undefined) return { model: direct, pin: undefined }
  const slash = name.indexOf('/')
  const model = slash < 0 ? undefined : findByName(name.slice(slash + 1))
  const pin = name.slice(0, slash)
  if (model?.providers.some(([slug]) => slug === pin) === true) return { model, pin }
  const near = findNear(name)
  const hint = near === undefined ? '' : `. Did you mean '${near}'?`
  throw new ApiError('MODEL_NOT_FOUND', `Model '${name}' not found${hint}`)
}

/** Throws MODEL_DISABLED, or INVALID_REQUEST when the model does not work that way. The first two wordings are documented. */
export function requireUsable(model: Model, mode: Mode): void {
  if (model.status === 'disabled') {
    throw new ApiError('MODEL_DISABLED', `Model '${model.id}' is currently disabled`)
  }
  if (model.modes.includes(mode)) return
  if (mode === 'edit') {
    throw new ApiError('INVALID_REQUEST', `Model '${model.id}' does not support image editing`)
  }
  const supported = model.modes.map((supportedMode) =>
    supportedMode === 'edit' ? 'image-edit' : supportedMode,
  )
  throw new ApiError(
    'INVALID_REQUEST',
    `Model '${model.id}' does not support ${mode}. Supported modes: ${supported.join(', ')}`,
  )
}

function findByName(name: string): Model | undefined {
  return models.find((model) => model.id === name || model.aliases.includes(name))
}

// How the API finds its suggestion is not known: here the same name in another case, or one that begins alike.
function findNear(name: string): string | undefined {
  const lower = name.toLowerCase()
  const names = models.flatMap((model) => [model.id, ...model.aliases])
  const pinned = models.flatMap((model) => model.providers.map(([slug]) => `${slug}/${model.id}`))
  const same = [...names, ...pinned].find((known) => known === lower)
  if (same !== undefined) return same
  return names.find((known) => lower.length >= 5 && (known.startsWith(lower) || lower.startsWith(known)))
}
