import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { parameterValuesSchema } from '#lib/models/schema.ts'
import { extraSchema } from '#lib/models/schema/extra.ts'
import { ownershipSchema } from '#lib/teams/schema.ts'
import { modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'

export const presetIdSchema = z.uuid('This is not the id of a preset.')

/** As many as a person overlooks, of their own and of the team. */
export const maxPresets = 200
export const presetNameMaxLength = 80

export const presetNameSchema = z
  .string('Give the preset a name.')
  .trim()
  .min(1, 'Give the preset a name.')
  .max(presetNameMaxLength, `A preset's name has at most ${presetNameMaxLength} characters.`)
  .refine((name) => !/\p{Cc}/u.test(name), 'Write the name in one line.')

const maxValues = 100

/** Only what was ticked; a value that the model of the moment does not know is parked, as in the panel. */
export const presetValuesSchema = parameterValuesSchema.refine(
  (values) => Object.keys(values).length <= maxValues,
  `A preset has at most ${maxValues} values.`,
)

/** What a preset sets. Null leaves the model, or the provider, as it is. */
const settings = {
  name: presetNameSchema,
  modelId: modelIdSchema.nullable(),
  provider: providerSlugSchema.nullable(),
  values: presetValuesSchema,
}

/** The browser makes the id. An id that is there already is saved over. */
export const presetInputSchema = z.object({
  id: presetIdSchema,
  scope: ownershipSchema,
  ...settings,
  /** What no model's schema has to know. */
  extra: extraSchema.optional(),
})

export type PresetInput = z.infer<typeof presetInputSchema>

export const presetSchema = z.object({
  id: presetIdSchema,
  scope: ownershipSchema,
  name: z.string(),
  modelId: z.string().nullable(),
  provider: z.string().nullable(),
  values: parameterValuesSchema,
  extra: parameterValuesSchema,
  createdAt: z.iso.datetime(),
  /** Whether the viewer may save over, rename and remove it. */
  can: z.object({ change: z.boolean() }),
})

export type Preset = z.infer<typeof presetSchema>

/** The viewer's own, then the team's, each in the order in which they were made. */
export const presetListSchema = z.object({ presets: z.array(presetSchema) })

export type PresetList = z.infer<typeof presetListSchema>

export const savePresetSchema = presetInputSchema.extend({ team: teamSlugSchema })
export const renamePresetSchema = z.object({
  team: teamSlugSchema,
  id: presetIdSchema,
  name: presetNameSchema,
})
export const removePresetSchema = z.object({ team: teamSlugSchema, id: presetIdSchema })
