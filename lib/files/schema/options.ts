import type { PictureMime } from './kinds.ts'

/** As what a picture can be downloaded: as it was made, or made anew as another type. */
export const downloadFormats = ['original', 'png', 'jpeg', 'webp', 'avif', 'gif'] as const
export type DownloadFormat = (typeof downloadFormats)[number]

export interface DownloadOptions {
  as: DownloadFormat
  /** How it was made stands inside the file; else nothing does but the picture. */
  recipe: boolean
}

/** The type that a format is; null for whatever the picture is. */
export const mimeOf = (format: DownloadFormat): PictureMime | null =>
  format === 'original' ? null : `image/${format}`

const endings = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
} as const satisfies Record<PictureMime, string>

/** What a file of a type is called at its end. */
export const endingOf = (mime: PictureMime): string => endings[mime]

/** So many are made anew for one zip: each costs a second or more of a core. */
export const maxConverted = 500

/** The address of a picture as a file to keep. */
export function downloadUrl(team: string, imageId: string, { as, recipe }: DownloadOptions): string {
  return `/api/t/${team}/images/${imageId}/download?as=${as}&recipe=${recipe ? 'on' : 'off'}`
}

/** Where a form with a selection is sent for a zip of it. */
export const zipUrl = (team: string): string => `/api/t/${team}/zip`
