import { z } from 'zod'
import { roles, teamSlugSchema } from '#lib/auth/schema.ts'
import { pictureSchema } from '#lib/prompts/schema/prompt.ts'
import { usedVersionSchema } from '#lib/prompts/schema/used.ts'
import { ownershipSchema } from '#lib/teams/schema.ts'
import { maxAdded } from './schema/limits.ts'
import { exampleRecipeSchema } from './schema/recipe.ts'

export * from './schema/limits.ts'
export type { ExampleRecipe } from './schema/recipe.ts'

const titleSchema = z
  .string('Give the example a title.')
  .trim()
  .max(120, 'A title has at most 120 characters.')
  .refine((title) => !/\p{Cc}/u.test(title), 'Write the title in one line.')

const neededTitle = titleSchema.pipe(z.string().min(1, 'Give the example a title.'))
const noteSchema = z.string().trim().max(1_000, 'A note has at most 1,000 characters.')

export const exampleSchema = z.object({
  id: z.uuid(),
  /** Who curates it; null for the team. */
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  title: z.string(),
  note: z.string(),
  picture: pictureSchema,
  recipe: exampleRecipeSchema,
  /** The library's version that it was made with. */
  version: usedVersionSchema.nullable(),
  /** Shown on its owner's page. */
  isOnProfile: z.boolean(),
  createdAt: z.iso.datetime(),
  can: z.object({ change: z.boolean() }),
})

export type Example = z.infer<typeof exampleSchema>

/** In their curator's order. */
export const exampleListSchema = z.object({
  examples: z.array(exampleSchema),
  can: z.object({ create: z.boolean(), createForTeam: z.boolean() }),
})

export type ExampleList = z.infer<typeof exampleListSchema>

/** Which examples, as an address says it: one's own or the team's, a member's page, of a model, of a prompt. */
export const exampleFilterSchema = z.object({
  owner: ownershipSchema.optional(),
  member: z.uuid('There is no such member.').optional(),
  modelId: z.string().max(220).optional(),
  prompt: z.uuid('There is no such prompt.').optional(),
})

export type ExampleFilter = z.infer<typeof exampleFilterSchema>

/** A recipe to start with, and a picture of it where somebody has made one and chosen it. */
export const starterListSchema = z.object({
  starters: z.array(z.object({ key: z.string(), picture: pictureSchema.nullable() })),
})

export type StarterList = z.infer<typeof starterListSchema>

/** A member, to whoever is in their team. */
export const memberPageSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  joinedAt: z.iso.datetime(),
  isMe: z.boolean(),
  examples: z.array(exampleSchema),
  can: z.object({ share: z.boolean() }),
})

export type MemberPage = z.infer<typeof memberPageSchema>

const inTeam = { team: teamSlugSchema }
const exampleIdSchema = z.uuid('This is not the id of an example.')

export const addExamplesSchema = z.object({
  ...inTeam,
  owner: ownershipSchema,
  /** The browser makes the ids: the same examples added twice are there once. */
  images: z
    .array(z.object({ id: exampleIdSchema, image: z.uuid() }))
    .min(1, 'Choose at least one image.')
    .max(maxAdded, `Add at most ${maxAdded} images at once.`),
  /** Without one, each begins with the words of its prompt. */
  title: titleSchema.default(''),
  note: noteSchema.default(''),
  isOnProfile: z.boolean().default(false),
})

export type ExamplesInput = Omit<z.infer<typeof addExamplesSchema>, 'team'>

/** What is not named stays as it is. */
export const changeExampleSchema = z.object({
  ...inTeam,
  id: exampleIdSchema,
  title: neededTitle.optional(),
  note: noteSchema.optional(),
  isOnProfile: z.boolean().optional(),
})

export type ExampleChange = Omit<z.infer<typeof changeExampleSchema>, 'team'>

export const orderExamplesSchema = z.object({
  ...inTeam,
  owner: ownershipSchema,
  examples: z.array(exampleIdSchema).min(1, 'Choose at least one example.').max(200),
  /** The example in front of which they come; null for the end. */
  before: exampleIdSchema.nullable(),
})

export const exampleRefSchema = z.object({ ...inTeam, id: exampleIdSchema })
