import type { VisibleInput } from '#lib/inputs/schema/reference.ts'

export const imagesOf = (inputs: readonly VisibleInput[]) => inputs.filter(({ role }) => role === 'image')
export const maskOf = (inputs: readonly VisibleInput[]) => inputs.find(({ role }) => role === 'mask')

/** These images in the place of the others. A mask lies on the first one, and goes with it. */
export function withImages(inputs: readonly VisibleInput[], images: readonly VisibleInput[]): VisibleInput[] {
  const mask = maskOf(inputs)
  const isSameFirst = images[0] !== undefined && images[0].id === imagesOf(inputs)[0]?.id
  return mask && isSameFirst ? [...images, mask] : [...images]
}

/** One more; of a model that takes one, instead of the one. The same picture again moves to the end. */
export function withImage(
  inputs: readonly VisibleInput[],
  image: VisibleInput,
  most: number,
): VisibleInput[] {
  const others = imagesOf(inputs).filter(({ id }) => id !== image.id)
  return withImages(inputs, most === 1 ? [image] : [...others, image])
}

export function withMask(inputs: readonly VisibleInput[], mask: VisibleInput | null): VisibleInput[] {
  return mask ? [...imagesOf(inputs), { ...mask, role: 'mask' }] : imagesOf(inputs)
}

/** One place earlier (−1) or later (1). */
export function moved(inputs: readonly VisibleInput[], id: string, step: -1 | 1): VisibleInput[] {
  const images = imagesOf(inputs)
  const at = images.findIndex((image) => image.id === id)
  const [image] = images.splice(at, 1)
  if (image) images.splice(Math.max(0, at + step), 0, image)
  return withImages(inputs, images)
}
