import sharp from 'sharp'
import type { Answer, Call } from '../contract.ts'
import type { Source } from '../drawing/retouch.ts'
import { resolveModel } from '../models/catalogue.ts'
import type { Mode } from '../models/model.ts'
import { check } from '../models/validation.ts'
import type { State } from '../state.ts'
import { ApiError } from './errors.ts'
import { answerImageCall } from './image-call.ts'
import { modelNameSchema } from './model-name.ts'

/** The documented input formats, by sharp's names. */
const INPUT_FORMATS: readonly string[] = ['png', 'jpeg', 'webp', 'gif']
/** No limit is documented. */
const INPUT_MAX_PIXELS = 64_000_000

/** POST /openai/v1/images/edits: edits and, when `scale_factor` or an upscaling model says so, enlargements. */
export async function editImage(call: Call, state: State): Promise<Answer> {
  return answerImageCall(call, state, () => readUploads(call))
}

async function readUploads(call: Call): Promise<{ mode: Mode; source: Source }> {
  const { model } = resolveModel(check(modelNameSchema, call.fields['model']))
  const mode = call.fields['scale_factor'] !== undefined || model.modes[0] === 'upscale' ? 'upscale' : 'edit'
  const images = call.uploads.filter(({ field }) => field === 'image' || field === 'image[]')
  const [image] = images
  if (image === undefined) throw new ApiError('INVALID_REQUEST', 'An image file is required')
  const { maxInputs = 1 } = model
  if (images.length > maxInputs) {
    const message =
      maxInputs === 1
        ? `Model '${model.id}' does not support multiple input images`
        : // How the API says this is a guess.
          `Model '${model.id}' takes at most ${maxInputs} input images`
    throw new ApiError('INVALID_REQUEST', message)
  }
  for (const { bytes } of images) await requireImage(bytes, INPUT_FORMATS)
  const mask = call.uploads.find(({ field }) => field === 'mask')
  if (mask !== undefined) await requireImage(mask.bytes, ['png'])
  return { mode, source: { image: image.bytes, mask: mask?.bytes } }
}

async function requireImage(bytes: Buffer, formats: readonly string[]): Promise<void> {
  if (!formats.includes(await formatOf(bytes))) {
    throw new ApiError('INVALID_REQUEST', 'Invalid image file provided')
  }
}

async function formatOf(bytes: Buffer): Promise<string> {
  try {
    return (await sharp(bytes, { limitInputPixels: INPUT_MAX_PIXELS }).metadata()).format
  } catch {
    // Not an image, or too large a one: the API has one message for both.
    return 'unknown'
  }
}
