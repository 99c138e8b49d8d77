import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'

export * from './schema/fields.ts'
export * from './schema/language.ts'

/** As many as a person overlooks. */
export const maxSearches = 100
export const searchNameMaxLength = 80
/** As in the address. */
const searchMaxLength = 500

const searchIdSchema = z.uuid('This is not the id of a search.')

const nameSchema = z
  .string('Give the search a name.')
  .trim()
  .min(1, 'Give the search a name.')
  .max(searchNameMaxLength, `A search's name has at most ${searchNameMaxLength} characters.`)
  .refine((name) => !/\p{Cc}/u.test(name), 'Write the name in one line.')

const querySchema = z
  .string('There is nothing to save.')
  .trim()
  .min(1, 'There is nothing to save. Search for something first.')
  .max(searchMaxLength, `A search has at most ${searchMaxLength} characters.`)
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'This search cannot be kept.')

const savedSearchSchema = z.object({ id: searchIdSchema, name: nameSchema, query: querySchema })

export type SavedSearch = z.infer<typeof savedSearchSchema>

export const saveSearchSchema = savedSearchSchema.extend({ team: teamSlugSchema })
export const renameSearchSchema = z.object({ team: teamSlugSchema, id: searchIdSchema, name: nameSchema })
export const removeSearchSchema = z.object({ team: teamSlugSchema, id: searchIdSchema })

/** What a search can name, for suggestions: of the viewer's team. */
export interface SearchNames {
  people: string[]
  albums: string[]
  tags: string[]
}
