import type { ImageVariant } from '#lib/images/schema/address.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { VisibleInput } from './reference.ts'

/** Bytes of an upload, at most: as large as a noisy 4K PNG. The API documents no limit. */
export const maxUploadBytes = 20 * 1024 * 1024

export const tooLarge = 'A picture can have at most 20 MB. Save it smaller, or as JPEG.'

/** Bytes of all that one call starts from: they lie in memory, twice, for as long as it takes, and so do other calls'. */
export const maxInputBytes = 50 * 1024 * 1024

/** What the API documents for pictures that come in, but for GIF, of which it does not say what becomes of its frames. */
export const uploadMimes = ['image/png', 'image/jpeg', 'image/webp'] as const

/** Where uploads are posted. */
export const uploadPath = (teamSlug: string) => `/api/t/${teamSlug}/inputs`

/** The authorised address of an input's bytes. */
export function inputUrl(
  teamSlug: string,
  { from, id }: Pick<VisibleInput, 'from' | 'id'>,
  variant: ImageVariant,
): string {
  return from === 'gallery' ? imageUrl(teamSlug, id, variant) : `${uploadPath(teamSlug)}/${id}/${variant}`
}
