import { isAppError } from '#lib/errors.ts'
import { fetchJson } from '#lib/http.ts'
import { uploadPath } from './schema/address.ts'
import type { VisibleInput } from './schema/reference.ts'

/** Brings a picture along. Throws AppError with a sentence for whoever brought it. */
export const uploadPicture = (team: string, picture: Blob): Promise<VisibleInput> =>
  fetchJson(uploadPath(team), {
    method: 'POST',
    headers: { 'content-type': picture.type === '' ? 'application/octet-stream' : picture.type },
    body: picture,
  })

/** Why it could not be brought along. */
export const sentenceOf = (error: unknown): string =>
  isAppError(error) ? error.message : 'The picture could not be added. Try again.'
