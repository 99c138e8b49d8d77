import { isAppError } from '#lib/errors.ts'
import { fetchBytes } from '#lib/http.ts'
import type { DownloadOptions } from './schema/options.ts'
import { downloadUrl } from './schema/options.ts'

export interface DownloadedFile {
  blob: Blob
  name: string
  /** False where it does not fit into a file of this type, too. */
  hasRecipe: boolean
}

/** What the answer calls its file: whole, where it is said so. */
function nameIn(disposition: string): string {
  const whole = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return whole ? decodeURIComponent(whole) : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? 'picture')
}

/** A picture as a file to keep. Throws AppError. */
export async function fetchDownload(
  team: string,
  imageId: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const response = await fetchBytes(downloadUrl(team, imageId, options), { signal })
  return {
    blob: await response.blob(),
    name: nameIn(response.headers.get('content-disposition') ?? ''),
    hasRecipe: response.headers.get('x-recipe') === 'inside',
  }
}

/** Why it did not come. */
export const downloadProblem = (error: unknown): string =>
  isAppError(error) ? error.message : 'The download did not work. Try again in a moment.'
