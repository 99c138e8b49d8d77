import type { Input } from '#lib/inputs/schema/reference.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'
import type { ParameterValues } from '#lib/models/schema.ts'

const pair = /^(\d{1,5}(?:\.\d{1,3})?)[x:](\d{1,5}(?:\.\d{1,3})?)$/

/**
 * Width over height of what these parameters ask for; of the first picture when they say nothing and it starts from one;
 * a square otherwise.
 */
export function expectedShape(parameters: ParameterValues, [first]: readonly Input[] = []): number {
  for (const value of [parameters['size'], parameters['aspect_ratio']]) {
    const match = typeof value === 'string' ? pair.exec(value) : null
    const shape = Number(match?.[1]) / Number(match?.[2])
    if (Number.isFinite(shape) && shape > 0) return shape
  }
  return first && isVisibleInput(first) ? first.width / first.height : 1
}
