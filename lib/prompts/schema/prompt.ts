import { z } from 'zod'
import { environmentSchema, variablesSchema } from '#lib/generations/schema/states.ts'
import { parameterValuesSchema } from '#lib/models/schema/values.ts'
import { ownershipSchema } from '#lib/teams/schema.ts'

// What leaves the server of the library.

const time = z.iso.datetime()
const count = z.number().int()

/**
 * What came of the generations that were made with it, of those that the viewer sees, and of the environment of the
 * moment: what the stand-in drew and what was paid never mix.
 */
export const statsSchema = z.object({
  /** Generations, whatever became of them. */
  uses: count,
  images: count,
  /** Of those that ended, the part that gave a picture, from 0 to 1; null where none ended. */
  successRate: z.number().nullable(),
  /** Of a picture, in micro-dollars; null where there is none. */
  meanCostMicros: count.nullable(),
  /** Of all ratings by all members; null where there is none. */
  meanRating: z.number().nullable(),
  ratings: count,
})

export type PromptStats = z.infer<typeof statsSchema>

export const noStats: PromptStats = {
  uses: 0,
  images: 0,
  successRate: null,
  meanCostMicros: null,
  meanRating: null,
  ratings: 0,
}

export const pictureSchema = z.object({
  id: z.uuid(),
  width: count,
  height: count,
  thumbhash: z.string().nullable(),
  environment: environmentSchema,
})

export type PromptPicture = z.infer<typeof pictureSchema>

const named = z.object({ id: z.uuid(), name: z.string() })

export const labelSchema = z.object({
  name: z.string(),
  /** Moved by editors alone. */
  isProtected: z.boolean(),
  /** Of the version that has it. */
  number: count,
})

export type PromptLabel = z.infer<typeof labelSchema>

export const promptSummarySchema = z.object({
  id: z.uuid(),
  scope: ownershipSchema,
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  folder: named.nullable(),
  /** Of the newest version: its beginning, its id, its number. */
  excerpt: z.string(),
  version: z.object({ id: z.uuid(), number: count }),
  labels: z.array(labelSchema),
  /** Kept at hand by the viewer. */
  isPinned: z.boolean(),
  updatedAt: time,
  trashedAt: time.nullable(),
  /** A picture to know it by: an example of it, else the last that was made with it. */
  cover: pictureSchema.nullable(),
  stats: statsSchema,
  can: z.object({ change: z.boolean(), protect: z.boolean() }),
})

export type PromptSummary = z.infer<typeof promptSummarySchema>

export const libraryPageSchema = z.object({
  prompts: z.array(promptSummarySchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})

export type LibraryPage = z.infer<typeof libraryPageSchema>

const counted = z.object({ name: z.string(), count })

/** What the library can be looked through by, with how many prompts the viewer sees there. */
export const facetsSchema = z.object({
  folders: z.array(
    counted.extend({ id: z.uuid(), scope: ownershipSchema, can: z.object({ change: z.boolean() }) }),
  ),
  tags: z.array(counted),
  counts: z.object({ all: count, mine: count, team: count, pinned: count, trash: count }),
  can: z.object({ create: z.boolean(), createForTeam: z.boolean() }),
})

export type LibraryFacets = z.infer<typeof facetsSchema>

/** For the editor's completion: the pinned first, then what changed last. */
export const promptNamesSchema = z.object({
  prompts: z.array(
    z.object({
      id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      scope: ownershipSchema,
      number: count,
      isPinned: z.boolean(),
    }),
  ),
})

export type PromptNames = z.infer<typeof promptNamesSchema>

export const versionSummarySchema = z.object({
  id: z.uuid(),
  number: count,
  note: z.string(),
  author: named,
  createdAt: time,
  stats: statsSchema,
})

export type VersionSummary = z.infer<typeof versionSummarySchema>

/** One version, with everything that it says and the pictures that turned out best. */
export const promptVersionSchema = versionSummarySchema.extend({
  promptId: z.uuid(),
  title: z.string(),
  text: z.string(),
  isPlain: z.boolean(),
  variables: variablesSchema,
  modelId: z.string().nullable(),
  provider: z.string().nullable(),
  parameters: parameterValuesSchema,
  extra: parameterValuesSchema,
  best: z.array(pictureSchema),
})

export type PromptVersion = z.infer<typeof promptVersionSchema>

export const promptDetailSchema = promptSummarySchema.extend({
  createdBy: named,
  createdAt: time,
  /** Null: from nothing. Without an id: from one that is gone, or not the viewer's to see. */
  forkedFrom: z.object({ id: z.uuid().nullable(), title: z.string().nullable() }).nullable(),
  /** The newest first. */
  versions: z.array(versionSummarySchema),
  /** The newest. */
  current: promptVersionSchema,
})

export type PromptDetail = z.infer<typeof promptDetailSchema>
