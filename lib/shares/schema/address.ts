/** What a link shows pictures in. `original` is whole and for taking along, where that is allowed. */
export const sharedVariants = ['original', '256', '512', '1024'] as const
export type SharedVariant = (typeof sharedVariants)[number]

/** Where everything of a link lives, so that one cookie path covers it, and nothing else does. */
export const sharePath = (token: string) => `/s/${token}`

/** The page of one picture. A number is its place in the link, and all that it is called there. */
export const sharedPicturePath = (token: string, number: number) => `${sharePath(token)}/${number}`

export const sharedImageUrl = (token: string, number: number, variant: SharedVariant) =>
  `${sharedPicturePath(token, number)}/${variant}`

/** The previews to choose from, as `srcset` says it. Each fits into a square, so a tall picture's are narrower. */
export function sharedImageSources(
  token: string,
  image: { number: number; width: number; height: number },
): string {
  const share = Math.min(1, image.width / image.height)
  return (['256', '512', '1024'] as const)
    .map((size) => `${sharedImageUrl(token, image.number, size)} ${Math.round(Number(size) * share)}w`)
    .join(', ')
}

/** What a downloaded picture is called: its place, for the file itself has no name here. */
export const sharedFileName = (number: number, mime: string) =>
  `${String(number).padStart(4, '0')}.${mime === 'image/jpeg' ? 'jpg' : mime.replace('image/', '')}`
