import sharp from 'sharp'
import type { Call } from '../contract.ts'
import type { Drawing } from '../drawing/studio.ts'
import type { Source } from '../drawing/retouch.ts'
import { withoutMagicWords } from '../faults/magic-words.ts'
import { requireUsable, resolveModel, type Resolved } from '../models/catalogue.ts'
import type { Mode, Model } from '../models/model.ts'
import { chooseSize, scaleSize, type PixelSize } from '../models/sizes.ts'
import { check, parseParameters, type Parameters } from '../models/validation.ts'
import { ApiError } from './errors.ts'
import { modelNameSchema } from './model-name.ts'

/** AVIF is made up to this edge. Source: docs.lumenfall.ai "Unified model behavior". */
const AVIF_MAX_EDGE = 1600

/** A checked image call: what is to be drawn and what one picture costs. */
export interface ImageOrder {
  readonly resolved: Resolved
  readonly mode: Mode
  readonly parameters: Parameters
  readonly size: PixelSize
  readonly unitMicros: number
  readonly prompt: string
  readonly source: Source | undefined
}

/** Throws INVALID_REQUEST, MODEL_NOT_FOUND or MODEL_DISABLED. */
export async function toImageOrder(call: Call, mode: Mode, source: Source | undefined): Promise<ImageOrder> {
  const resolved = resolveModel(check(modelNameSchema, call.fields['model']))
  const { model } = resolved
  requireUsable(model, mode)
  const parameters = parseParameters(model, mode, call.fields)
  const size = await sizeOf(model, parameters, source)
  if (parameters.output_format === 'avif' && Math.max(size.width, size.height) > AVIF_MAX_EDGE) {
    throw new ApiError('INVALID_REQUEST', `AVIF output is limited to images up to ${AVIF_MAX_EDGE} pixels`)
  }
  const unitMicros = model.price.per === 'image' ? (model.price.micros[size.tier] ?? 0) : 0
  const prompt = withoutMagicWords(parameters.prompt ?? '')
  return { resolved, mode, parameters, size, unitMicros, prompt, source }
}

/** What to draw for the picture with this index. A caller's seed repeats its pictures; without one no two are alike. */
export function toDrawing(order: ImageOrder, sequence: number, index: number): Drawing {
  const { parameters, resolved, size, prompt, source } = order
  const { seed, ...own } = parameters.own
  return {
    width: size.width,
    height: size.height,
    format: parameters.output_format,
    compression: parameters.output_compression,
    prompt,
    seed: JSON.stringify([resolved.model.id, prompt, own, seed ?? `#${sequence}`, index]),
    source,
    upscale: order.mode === 'upscale',
  }
}

async function sizeOf(model: Model, parameters: Parameters, source: Source | undefined): Promise<PixelSize> {
  const { size, aspect_ratio: aspectRatio, resolution } = parameters
  if (source === undefined) return chooseSize(model.sizes, { size, aspectRatio, resolution })
  const { width, height } = await sharp(source.image).metadata()
  if (model.sizes.kind === 'scaled') {
    const factor = parameters.scale_factor ?? model.sizes.factors[0] ?? 2
    if (!model.sizes.factors.includes(factor)) {
      throw new ApiError(
        'INVALID_REQUEST',
        `Invalid scale_factor: expected ${model.sizes.factors.join(' or ')}`,
      )
    }
    if (Math.max(width, height) * factor > model.sizes.maximumEdge) {
      throw new ApiError(
        'INVALID_REQUEST',
        `The output would be larger than ${model.sizes.maximumEdge} pixels`,
      )
    }
    return scaleSize({ width, height }, factor)
  }
  // An edit keeps the shape of what it edits unless it is told another.
  const shape = size ?? aspectRatio ?? `${width}x${height}`
  return chooseSize(model.sizes, { size: shape, aspectRatio: undefined, resolution: undefined })
}
