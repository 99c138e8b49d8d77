import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { ownershipSchema } from '#lib/teams/schema.ts'
import { libraryParts, librarySorts, maxPicked } from './address.ts'
import {
  detailsSchema,
  folderNameSchema,
  labelNameSchema,
  noteSchema,
  slugSchema,
  versionContentSchema,
} from './content.ts'

export const promptIdSchema = z.uuid('This is not the id of a prompt.')
const versionIdSchema = z.uuid('This is not the id of a version.')

const filter = {
  part: z.enum(libraryParts, 'The library has no such part. Reload the page.').default('all'),
  folder: z.uuid('There is no such folder.').optional(),
  tag: z.string().max(60).optional(),
  /** Words in any order, each by its beginning. */
  search: z.string().max(200, 'Search with at most 200 characters.').default(''),
}

/** Which prompts, as an address says it. */
export const libraryFilterSchema = z.object({
  ...filter,
  sort: z.enum(librarySorts, 'There is no such order.').default('changed'),
  after: z.string().optional(),
})

export type LibraryQuery = z.input<typeof libraryFilterSchema>

const inTeam = { team: teamSlugSchema }

/** The browser makes the ids: the same prompt made twice is one. Without a short name it gets one by its title. */
export const createPromptSchema = detailsSchema.extend({
  ...inTeam,
  id: promptIdSchema,
  versionId: versionIdSchema,
  scope: ownershipSchema,
  slug: slugSchema.optional(),
  content: versionContentSchema,
  note: noteSchema.default(''),
})

export type NewPrompt = Omit<z.infer<typeof createPromptSchema>, 'team'>

export const changePromptSchema = detailsSchema.extend({
  ...inTeam,
  id: promptIdSchema,
  scope: ownershipSchema,
})

export type PromptChange = Omit<z.infer<typeof changePromptSchema>, 'team'>

export const saveVersionSchema = z.object({
  ...inTeam,
  /** Of the version. */
  id: versionIdSchema,
  prompt: promptIdSchema,
  content: versionContentSchema,
  note: noteSchema.default(''),
})

export type NewVersion = Omit<z.infer<typeof saveVersionSchema>, 'team'>

export const restoreVersionSchema = z.object({ ...inTeam, id: versionIdSchema, version: versionIdSchema })

export const forkPromptSchema = z.object({
  ...inTeam,
  id: promptIdSchema,
  versionId: versionIdSchema,
  /** The one that is taken over. */
  version: versionIdSchema,
})

export type Fork = Omit<z.infer<typeof forkPromptSchema>, 'team'>

export const labelVersionSchema = z.object({
  ...inTeam,
  prompt: promptIdSchema,
  name: labelNameSchema,
  /** The version that gets it; null takes it away. */
  version: versionIdSchema.nullable(),
  /** Without it, as it is. */
  isProtected: z.boolean().optional(),
})

export type Labelling = Omit<z.infer<typeof labelVersionSchema>, 'team'>

export const pinPromptSchema = z.object({ ...inTeam, id: promptIdSchema, isPinned: z.boolean() })
export const promptRefSchema = z.object({ ...inTeam, id: promptIdSchema })
export const renameFolderSchema = z.object({
  ...inTeam,
  id: z.uuid('This is not the id of a folder.'),
  name: folderNameSchema,
})

/** What is taken away as a file: what was picked, or a list as it is shown. */
export const exportSchema = z.object({
  format: z.enum(['json', 'csv']),
  wanted: z.union([
    z.object({ prompts: z.array(promptIdSchema).min(1).max(maxPicked) }),
    z.object({ filter: z.object(filter) }),
  ]),
})

export type ExportRequest = z.infer<typeof exportSchema>
/** The same, as far as it has to be said. */
export type ExportWish = z.input<typeof exportSchema>

/** How a file that is brought in is read, and where to; the file itself is the request's body. */
export const importQuerySchema = z.object({
  format: z.enum(['json', 'csv'], 'Bring a JSON or a CSV file.'),
  scope: ownershipSchema,
})

export const importRequestSchema = importQuerySchema.extend({
  /** Of the plan that was shown: what has changed since is not done. */
  plan: z.string().max(100),
})
