import { z } from 'zod'
import { promptSchema, templateSchema, variablesSchema } from '#lib/generations/schema.ts'
import { inputRefsSchema } from '#lib/inputs/schema/request.ts'
import { jsonSchema, parameterValuesSchema } from '#lib/models/schema.ts'
import { extraSchema } from '#lib/models/schema/extra.ts'
import { modelIdSchema, providerSlugSchema } from '#lib/upstream/schema.ts'
import { maxCells } from './limits.ts'

/** So many of the expansions, drawn by a seed; null for all of them. */
export const sampleSchema = z.object({
  size: z.number().int().min(1).max(maxCells),
  seed: z.number().int().min(0).max(0xffff_ffff),
})

export type Sample = z.infer<typeof sampleSchema>

const words = {
  template: promptSchema,
  variables: variablesSchema,
  /** The prompt language is off: the template is sent as it is. */
  plain: z.boolean().optional(),
}

/** What the model's schema does not know, and the API passes on. */
const beside = { extra: extraSchema.optional() }

const maker = {
  modelId: modelIdSchema,
  provider: providerSlugSchema.nullable(),
  /** Only what was chosen; `n` among them. */
  parameters: parameterValuesSchema,
  ...beside,
}

/** The pictures that all of it starts from. */
const pictures = { inputs: inputRefsSchema.optional() }

const label = z.string().trim().min(1, 'Name every axis.').max(100)
const name = z.string().min(1).max(100)
const values = <T extends z.ZodType>(value: T) =>
  z.array(value).min(1, 'An axis needs at least one value.').max(maxCells)

export const axisSchema = z.discriminatedUnion('kind', [
  /** A null among the values leaves the parameter to the API's default. */
  z.object({ kind: z.literal('parameter'), label, name, values: values(jsonSchema) }),
  z.object({
    kind: z.literal('variable'),
    label,
    name,
    values: values(templateSchema),
  }),
  /** The alternatives and lists of the template: each of its expansions is a value. */
  z.object({ kind: z.literal('expansion'), label, sample: sampleSchema.nullable().optional() }),
  z.object({ kind: z.literal('model'), label, values: values(modelIdSchema) }),
  /** Each instead of the template. They may have variables, and no alternatives. */
  z.object({ kind: z.literal('prompt'), label, values: values(promptSchema) }),
])

export type Axis = z.infer<typeof axisSchema>

const subjectOf = (axis: Axis) => ('name' in axis ? `${axis.kind} ${axis.name}` : axis.kind)

function areDifferent(axes: Axis[]): boolean {
  return new Set(axes.map(subjectOf)).size === axes.length
}

/** A prompt of its own would have expansions of its own: no grid. */
function areApart(axes: Axis[]): boolean {
  const kinds = axes.map(({ kind }) => kind)
  return !(kinds.includes('prompt') && kinds.includes('expansion'))
}

export const rowSchema = z.object({
  /** Where it stands in the file, from 1. */
  line: z.number().int().min(1),
  /** Null: the base's template, with the variables of this row. */
  prompt: templateSchema.nullable(),
  variables: variablesSchema,
  parameters: parameterValuesSchema,
})

export type Row = z.infer<typeof rowSchema>

/** What is to be made together, as a person says it. `planCells` says what that is, cell by cell. */
export const planSchema = z.discriminatedUnion('kind', [
  /** The expansions of one prompt. */
  z.object({ kind: z.literal('variants'), ...words, ...maker, ...pictures, sample: sampleSchema.nullable() }),
  /** One prompt (and its expansions) on several models, each with the parameters that it knows. */
  z.object({
    kind: z.literal('models'),
    ...words,
    modelIds: z
      .array(modelIdSchema)
      .min(2, 'Choose at least two models.')
      .max(8, 'Choose at most eight models.')
      .refine((ids) => new Set(ids).size === ids.length, 'Choose every model once.'),
    parameters: parameterValuesSchema,
    ...beside,
    ...pictures,
    sample: sampleSchema.nullable().optional(),
  }),
  /** Every value of each axis with every value of the others, over a base. */
  z.object({
    kind: z.literal('matrix'),
    base: z.object({ ...words, ...maker, ...pictures }),
    axes: z
      .array(axisSchema)
      .min(1, 'Choose at least one axis.')
      .max(3, 'Choose at most three axes.')
      .refine(areDifferent, 'Two axes vary the same thing. Keep one of them.')
      .refine(areApart, 'Prompts and the alternatives of a prompt cannot both be axes.'),
  }),
  /** A row, a cell. What a row does not say, the base does. */
  z.object({
    kind: z.literal('file'),
    base: z.object({ ...words, template: templateSchema, ...maker, ...pictures }),
    rows: z.array(rowSchema).min(1, 'The file has no rows.').max(maxCells),
  }),
])

export type Plan = z.infer<typeof planSchema>
export type PlanOf<K extends Plan['kind']> = Extract<Plan, { kind: K }>
export type BatchKind = Plan['kind']
export const batchKinds = ['variants', 'models', 'matrix', 'file'] as const satisfies BatchKind[]
