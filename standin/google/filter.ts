import type { JsonObject } from '../contract.ts'
import { GoogleError } from './errors.ts'

/** Violence in the picture, and in the prompt. */
const OUTPUT_CODE = '56562880'
export const INPUT_CODE = '61493863'

/** Shape 1: the prompt is refused before any work. That the status is INVALID_ARGUMENT is a guess. */
export const promptBlocked = (code: string) =>
  new GoogleError(
    'INVALID_ARGUMENT',
    'Image generation failed with the following error: The prompt could not be submitted. This prompt contains ' +
      "sensitive words that violate Google's Responsible AI practices. Try rephrasing the prompt. " +
      `If you think this was an error, send feedback. Support codes: ${code}`,
  )

/** Shape 2: everything that was made. */
const ALL =
  "Unable to show generated images. All images were filtered out because they violated Vertex AI's usage guidelines. " +
  'You will not be charged for blocked images. Try rephrasing the prompt. If you think this was an error, send feedback. ' +
  `Support codes: ${OUTPUT_CODE}`

/** Shape 3: some of it. The words are a guess, after those of shape 2. */
const some = (count: number) =>
  `Your current safety filter threshold filtered out ${count} generated images. You will not be charged for blocked ` +
  `images. Try rephrasing the prompt. Support codes: ${OUTPUT_CODE}`

/**
 * What stands in the place of filtered pictures: one prediction with the reason. That it is one, not one for each
 * picture, is a guess, and that there is none at all where `includeRaiReason` was not asked for.
 */
export function filteredPredictions(
  { filtered, made }: { filtered: number; made: number },
  isExplained: boolean,
): JsonObject[] {
  if (filtered === 0 || !isExplained) return []
  return [{ raiFilteredReason: made === 0 ? ALL : some(filtered) }]
}
