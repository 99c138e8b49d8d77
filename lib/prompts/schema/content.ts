import { z } from 'zod'
import { promptMaxLength, variablesSchema } from '#lib/generations/schema.ts'
import { parameterValuesSchema } from '#lib/models/schema.ts'
import { extraSchema } from '#lib/models/schema/extra.ts'
import { tagNameSchema } from '#lib/tags/schema.ts'
import { modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'
import { slugMaxLength, titleMaxLength } from './address.ts'

const isKeepable = (text: string) => text.isWellFormed() && !text.includes('\0')
const unkept = 'There is a character in this that cannot be kept.'

/** A line of text that can be kept. */
const lineSchema = (what: string, most: number) =>
  z
    .string(`Give ${what}.`)
    .trim()
    .min(1, `Give ${what}.`)
    .max(most, `Write at most ${most} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'Write this in one line.')
    .refine(isKeepable, unkept)

export const titleSchema = lineSchema('the prompt a title', titleMaxLength)
export const folderNameSchema = lineSchema('the folder a name', 80)

export const slugSchema = z
  .string('Give the prompt a short name.')
  .trim()
  .normalize('NFKC')
  .toLowerCase()
  .max(slugMaxLength, `A short name has at most ${slugMaxLength} characters.`)
  .regex(
    /^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u,
    'A short name has letters, digits, and "-" between them.',
  )

const longText = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(most, `Write at most ${most} characters.`).refine(isKeepable, unkept))

export const descriptionSchema = longText(2_000)
export const noteSchema = longText(1_000)

export const promptTagsSchema = z
  .array(tagNameSchema)
  .max(20, 'A prompt has at most 20 tags.')
  .transform((names) => [...new Set(names)].toSorted())

/** As it is typed and compared: with line breaks of one kind. */
export const versionTextSchema = z
  .string('Write the prompt.')
  .transform((text) => text.replaceAll(/\r\n?/g, '\n'))
  .pipe(
    z
      .string()
      .max(promptMaxLength, `A prompt has at most ${promptMaxLength} characters.`)
      .refine((text) => text.trim() !== '', 'Write the prompt.')
      .refine(isKeepable, unkept),
  )

/** Everything that a version says. Null: it leaves the model, or the provider, as it is. */
const said = {
  text: versionTextSchema,
  /** It is not of the prompt language. */
  isPlain: z.boolean(),
  /** What its variables are filled in with at first. */
  variables: variablesSchema,
  modelId: modelIdSchema.nullable(),
  provider: providerSlugSchema.nullable(),
  /** Only what was chosen; `n` among them. */
  parameters: parameterValuesSchema,
  extra: extraSchema,
}

export const versionContentSchema = z.object({
  ...said,
  isPlain: said.isPlain.default(false),
  variables: said.variables.default({}),
  modelId: said.modelId.default(null),
  provider: said.provider.default(null),
  parameters: said.parameters.default({}),
  extra: said.extra.default({}),
})

/** The same, as far as it is said. */
export const partialContentSchema = z.object(said).partial().required({ text: true })

export type VersionContent = z.infer<typeof versionContentSchema>

/** What is said about a prompt beside its text. */
export const detailsSchema = z.object({
  title: titleSchema,
  slug: slugSchema,
  description: descriptionSchema,
  tags: promptTagsSchema,
  /** By its name; one that there is not is made. */
  folder: folderNameSchema.nullable(),
})

export const labelNameSchema = lineSchema('the label a name', 40).transform((name) => name.toLowerCase())
