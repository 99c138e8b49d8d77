import type { Mode, Model, ParameterValues } from '#lib/models/schema.ts'
import type { InputSize } from './request.ts'

type Ways = Pick<Model, 'name' | 'modes' | 'inputs'>

const pictures = (count: number) => (count === 1 ? 'one picture' : `${count} pictures`)

/** What is wrong with these pictures for this model, as a sentence that says what to do; null for nothing. */
export function findInputProblem(model: Ways, inputs: readonly InputSize[]): string | null {
  const images = inputs.filter(({ role }) => role === 'image')
  const mask = inputs.find(({ role }) => role === 'mask')
  const limits = model.inputs
  if (!limits) {
    return inputs.length === 0
      ? null
      : `${model.name} makes pictures from text alone. Remove the pictures, or choose another model.`
  }
  if (images.length < limits.min)
    return `${model.name} starts from ${limits.min === 1 ? 'a picture' : pictures(limits.min)}. Add ${limits.min === 1 ? 'one' : 'more'}.`
  if (images.length > limits.max)
    return `${model.name} takes at most ${pictures(limits.max)}. Remove ${images.length - limits.max}.`
  return mask ? findMaskProblem(model.name, limits.mask, mask, images[0]) : null
}

function findMaskProblem(
  name: string,
  takesMask: boolean,
  mask: InputSize,
  first: InputSize | undefined,
): string | null {
  if (!takesMask) return `${name} takes no mask. Remove it, or choose another model.`
  if (!first) return 'A mask needs a picture that it lies on. Add one, or remove the mask.'
  if (mask.width === first.width && mask.height === first.height) return null
  return `The mask is ${mask.width} × ${mask.height}, and the first picture ${first.width} × ${first.height}. They must be equally large: paint it anew.`
}

/** How a request is made: from text, as an edit, or as an enlargement. */
export function modeOf(
  { modes }: Pick<Model, 'modes'>,
  inputs: readonly unknown[],
  parameters: Readonly<ParameterValues>,
): Mode {
  if (inputs.length === 0) return 'text-to-image'
  const canEdit = modes.includes('image-edit')
  const asksForMore = modes.includes('upscale') && parameters['scale_factor'] !== undefined
  return !canEdit || asksForMore ? 'upscale' : 'image-edit'
}
