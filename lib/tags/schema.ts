import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'

export const tagNameMaxLength = 50

/** In lower case, with single spaces, whatever was typed: two that look the same are one. */
export const tagNameSchema = z
  .string('Give the tag a name.')
  .transform((name) => name.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'Give the tag a name.')
      .max(tagNameMaxLength, `A tag has at most ${tagNameMaxLength} characters.`)
      .regex(/^[^\p{C},"]*$/u, 'A tag has no commas and no quotation marks.'),
  )

/** As many as one puts on at once. */
export const tagNamesSchema = z
  .array(tagNameSchema)
  .min(1, 'Name at least one tag.')
  .max(20, 'Put on at most 20 tags at once.')
  .transform((names) => [...new Set(names)].toSorted())

export const tagSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Of the images that the viewer sees. */
  count: z.number().int(),
})

export type Tag = z.infer<typeof tagSchema>

export const tagListSchema = z.object({ tags: z.array(tagSchema), can: z.object({ manage: z.boolean() }) })

export type TagList = z.infer<typeof tagListSchema>

const tag = { team: teamSlugSchema, id: z.uuid('This is not the id of a tag.') }

export const tagRefSchema = z.object(tag)
export const renameTagSchema = z.object({ ...tag, name: tagNameSchema })
export const mergeTagSchema = z.object({ ...tag, into: z.uuid() })
