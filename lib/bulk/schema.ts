import { z } from 'zod'
import { albumIdSchema } from '#lib/albums/schema.ts'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { marksSchema, selectionSchema } from '#lib/images/schema.ts'
import { tagNamesSchema } from '#lib/tags/schema.ts'

export const changeIdSchema = z.uuid('This is not the id of a change.')

/** More at once than any team has pictures, and few enough to be written down in a moment. */
export const maxChanged = 250_000

const asked = [
  z.object({ kind: z.literal('trash') }),
  z.object({ kind: z.literal('restore') }),
  /** Deletes for good what is in the trash: the one change that cannot be taken back. */
  z.object({ kind: z.literal('purge') }),
  z.object({ kind: z.literal('addToAlbum'), album: albumIdSchema }),
  z.object({ kind: z.literal('removeFromAlbum'), album: albumIdSchema }),
  z.object({ kind: z.literal('tag'), tags: tagNamesSchema }),
  z.object({ kind: z.literal('untag'), tags: tagNamesSchema }),
  z.object({ kind: z.literal('mark'), marks: marksSchema }),
] as const

/** What a person can do with many images at once. */
export const changeSchema = z.discriminatedUnion('kind', asked)

export type Change = z.infer<typeof changeSchema>

const doneSchema = z.discriminatedUnion('kind', [
  ...asked,
  z.object({ kind: z.literal('deleteTag'), tag: z.string() }),
  z.object({ kind: z.literal('mergeTags'), from: z.string(), into: z.string() }),
])

/** A change that can have been done, and may be taken back. */
export type DoneChange = z.infer<typeof doneSchema>

/** The same as it is kept, with the taking back of one. */
export const storedChangeSchema = z.union([
  doneSchema,
  z.object({ kind: z.literal('undo'), of: z.uuid(), change: doneSchema }),
])

export type StoredChange = z.infer<typeof storedChangeSchema>

/** A change of many images, as far as it has come. One's own: nobody else sees it. */
export const bulkChangeSchema = z.object({
  id: changeIdSchema,
  kind: z.enum([...asked.map(({ shape }) => shape.kind.value), 'deleteTag', 'mergeTags']),
  /** It takes back another one. */
  isUndo: z.boolean(),
  /** `failed`: it stopped on its way, since it was no longer allowed, or its album is gone. */
  state: z.enum(['running', 'done', 'failed', 'undone']),
  total: z.number().int(),
  done: z.number().int(),
  /** How many of those done it really changed; the others were so already, or not theirs to change. */
  changed: z.number().int(),
  canUndo: z.boolean(),
})

export type BulkChange = z.infer<typeof bulkChangeSchema>

export const bulkChangeListSchema = z.object({ changes: z.array(bulkChangeSchema) })

export type BulkChangeList = z.infer<typeof bulkChangeListSchema>

/** The browser makes the id: the same change asked for twice is one. */
export const changeImagesSchema = z.object({
  team: teamSlugSchema,
  id: changeIdSchema,
  selection: selectionSchema,
  change: changeSchema,
})
export const undoChangeSchema = z.object({ team: teamSlugSchema, id: changeIdSchema })
