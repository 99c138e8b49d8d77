import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'

export const albumIdSchema = z.uuid('This is not the id of an album.')

/** As many as a list shows and a person overlooks. */
export const maxAlbums = 1_000

export const albumNameSchema = z
  .string('Give the album a name.')
  .trim()
  .min(1, 'Give the album a name.')
  .max(80, 'An album’s name has at most 80 characters.')
  .refine((name) => !/\p{Cc}/u.test(name), 'Write the name in one line.')

export const albumSchema = z.object({
  id: albumIdSchema,
  name: z.string(),
  /** Of the images that the viewer sees in it. */
  count: z.number().int(),
  /** The chosen one where the viewer sees it there, else the first that they see; null for an album without any. */
  cover: z
    .object({
      id: z.uuid(),
      width: z.number().int(),
      height: z.number().int(),
      thumbhash: z.string().nullable(),
    })
    .nullable(),
  /** Whether somebody chose it. */
  isCoverChosen: z.boolean(),
  createdBy: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  /** When it was last renamed, or images were put in, out or elsewhere. */
  updatedAt: z.iso.datetime(),
  trashedAt: z.iso.datetime().nullable(),
  can: z.object({ fill: z.boolean(), change: z.boolean() }),
})

export type Album = z.infer<typeof albumSchema>

/** Changed last, first. `trashed`: those in the trash that the viewer may bring back. */
export const albumListSchema = z.object({
  albums: z.array(albumSchema),
  trashed: z.array(albumSchema),
  can: z.object({ create: z.boolean() }),
})

export type AlbumList = z.infer<typeof albumListSchema>

const album = { team: teamSlugSchema, id: albumIdSchema }

/** The browser makes the id: the same album made twice is one. */
export const createAlbumSchema = z.object({ ...album, name: albumNameSchema })
export const albumRefSchema = z.object(album)
/** Null: its first again. */
export const albumCoverSchema = z.object({ ...album, image: z.uuid().nullable() })

/** As many as a person carries at once; more go by a bulk change. */
export const maxMoved = 1_000

export const moveInAlbumSchema = z.object({
  ...album,
  images: z
    .array(z.uuid())
    .min(1, 'Choose at least one image.')
    .max(maxMoved, 'Move at most 1,000 images at once.'),
  /** The image in front of which they come; null for the end. */
  before: z.uuid().nullable(),
})
