import { z } from 'zod'
import type { GalleryScope } from './address.ts'
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

/** The same as it is asked for: what is not said is not chosen by. */
export interface GalleryList {
  scope: GalleryScope
  album?: string | null | undefined
  search?: string | undefined
}

const part = 'The gallery has no such part. Reload the page.'

/** The same in an address, and where in the list. */
export const galleryPlaceSchema = galleryFilterSchema.extend({
  scope: z.enum(galleryScopes, part).default('team'),
  album: z.uuid('There is no such album.').optional(),
  from: z.string().optional(),
  after: z.string().optional(),
  before: z.string().optional(),
  limit: z.coerce
    .number('This is no number of images.')
    .int('This is no number of images.')
    .min(1)
    .optional(),
})

export const galleryDaysSchema = z.object({ scope: z.enum(['mine', 'team'], part).default('mine') })

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
