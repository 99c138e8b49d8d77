export const imageVariants = ['original', '256', '512', '1024'] as const
export type ImageVariant = (typeof imageVariants)[number]

/** The authorised address of an image's bytes. */
export function imageUrl(teamSlug: string, imageId: string, variant: ImageVariant): string {
  return `/api/t/${teamSlug}/images/${imageId}/${variant}`
}

/** The previews to choose from, as `srcset` says it. Each fits into a square, so a tall picture's are narrower. */
export function imageSources(teamSlug: string, image: { id: string; width: number; height: number }): string {
  const share = Math.min(1, image.width / image.height)
  return (['256', '512', '1024'] as const)
    .map((size) => `${imageUrl(teamSlug, image.id, size)} ${Math.round(Number(size) * share)}w`)
    .join(', ')
}

/** What the viewer made, what the team made, what the viewer likes and does not, and what can be had back. */
export const galleryScopes = ['mine', 'team', 'favourites', 'rejected', 'trash'] as const
export type GalleryScope = (typeof galleryScopes)[number]

/** Images of a piece of an outline: as many as are laid out in one step. */
export const outlineLength = 10_000
/** Images from one cursor of an outline to the next: as many as are asked for at once. */
export const outlinePage = 100
