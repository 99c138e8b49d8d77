import { z } from 'zod'
import { galleryScopes } from './address.ts'

/** Which images: a part of the gallery or one album, and of those what a search finds. */
export const galleryFilterSchema = z.object({
  scope: z.enum(galleryScopes),
  /** With it the scope says nothing: an album has its images in its own order. */
  album: z.uuid().nullable().default(null),
  /** As typed; read by `lib/search`. */
  search: z.string().max(500, 'Search with at most 500 characters.').default(''),
})

export type GalleryFilter = z.infer<typeof galleryFilterSchema>

/** More than a person picks one by one; what is more is chosen by a filter. */
const maxPicked = 10_000

/** Images that a person chose: one by one, or all that a filter finds but some. */
export const selectionSchema = z.union([
  z.object({ images: z.array(z.uuid()).min(1, 'Choose at least one image.').max(maxPicked) }),
  z.object({
    filter: galleryFilterSchema,
    except: z.array(z.uuid()).max(maxPicked),
    /** Cursor of the first image that was there when it was chosen: what came later is not meant. */
    upTo: z.string().nullable(),
  }),
])

export type Selection = z.infer<typeof selectionSchema>

/** Images of a piece of an outline: as many as are laid out in one step. */
export const outlineLength = 10_000
/** Images from one cursor of an outline to the next: as many as are asked for at once. */
export const outlinePage = 100

/**
 * A piece of a list of images without the images: enough to lay them all out, and to know from where to ask for those
 * that are looked at.
 */
export const outlineSchema = z.object({
  /** Of each image in its order, width by height in thousandths. */
  shapes: z.array(z.number().int()),
  /** Of every hundredth image, beginning with the first: asked for with `from`, the page begins with it. */
  cursors: z.array(z.string()),
  /** The team's days that follow one another, "2026-11-23", each with how many of the images it has. Empty in an album. */
  days: z.array(z.tuple([z.iso.date(), z.number().int()])),
  /** Where the next piece begins, as `after`; null at the end. */
  next: z.string().nullable(),
})

export type Outline = z.infer<typeof outlineSchema>

/** How many images a day of the team's has, and what they cost (micro-dollars): the newest first. */
export const galleryDaySchema = z.object({
  day: z.iso.date(),
  count: z.number().int(),
  costMicros: z.number().int(),
})

export type GalleryDay = z.infer<typeof galleryDaySchema>
