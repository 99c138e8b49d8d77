import { z } from 'zod'
import { parameterGroups } from './groups.ts'
import type { JsonValue } from './json.ts'
import { jsonSchema } from './json.ts'
import { bounded, hasShape, shapeSchema } from './nested.ts'

const common = {
  name: z.string(),
  label: z.string(),
  group: z.enum(parameterGroups),
  description: z.string().nullable(),
  required: z.boolean(),
  /** Parameters that count for nothing while this one has a value. */
  overrides: z.array(z.string()),
  /** Providers that alone understand it; empty for all. */
  providers: z.array(z.string()),
}

const option = z.union([z.string(), z.number()])
const options = z.array(option).min(1)

/**
 * One parameter of a model, as data: its validator, default, control, chip and code come from this. The kind is
 * chosen by what the values mean, not by the name alone.
 */
export const parameterSpecSchema = z.discriminatedUnion('kind', [
  /** A shape, "16:9". `options` are those to draw; any other ratio is accepted too, the API maps it to the nearest. */
  z.object({
    kind: z.literal('ratio'),
    ...common,
    options: z.array(z.string()),
    default: z.string().nullable(),
  }),
  /** Pixels "1024x1024", or a ratio "16:9". */
  z.object({
    kind: z.literal('size'),
    ...common,
    options: z.array(z.string()),
    default: z.string().nullable(),
  }),
  /** A scale, "2K", or another short ordered enumeration, shown as segments. */
  z.object({
    kind: z.literal('tier'),
    ...common,
    options: z.array(z.string()),
    default: z.string().nullable(),
  }),
  z.object({ kind: z.literal('choice'), ...common, options, default: option.nullable() }),
  /** Any of them at once, in the order in which they were chosen. */
  z.object({
    kind: z.literal('several'),
    ...common,
    options,
    /** How many, at least and at most. */
    min: z.number().nullable(),
    max: z.number().nullable(),
    default: z.array(option).nullable(),
  }),
  z.object({
    kind: z.literal('integer'),
    ...common,
    min: z.number().nullable(),
    max: z.number().nullable(),
    default: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('number'),
    ...common,
    min: z.number().nullable(),
    max: z.number().nullable(),
    /** It must be more, or less, than these. */
    above: z.number().nullable(),
    below: z.number().nullable(),
    default: z.number().nullable(),
  }),
  z.object({ kind: z.literal('switch'), ...common, default: z.boolean().nullable() }),
  z.object({
    kind: z.literal('text'),
    ...common,
    maxLength: z.number().nullable(),
    default: z.string().nullable(),
  }),
  /** Whatever the schema says and we have no control for: typed as JSON, passed on as it is. */
  z.object({
    kind: z.literal('json'),
    ...common,
    /** What the value must be, as far as the schema says; null where it says nothing. */
    shape: shapeSchema.nullable(),
    default: jsonSchema.nullable(),
  }),
])

export type ParameterSpec = z.infer<typeof parameterSpecSchema>
export type ParameterKind = ParameterSpec['kind']
export type SpecOf<K extends ParameterKind> = Extract<ParameterSpec, { kind: K }>

/** "16:9", "1.91:1". */
export const ratioPattern = /^\d{1,4}(\.\d{1,3})?:\d{1,4}(\.\d{1,3})?$/
/** "1024x1024". */
export const pixelsPattern = /^\d{1,5}x\d{1,5}$/

/** What stands under a name in a table. Names come from outside: "constructor" must not find what every object has. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const listed = (values: readonly (string | number)[]) => values.join(', ')

const wholeNumber = () => z.number('must be a whole number').int('must be a whole number')

function severalOf({ options, min, max }: SpecOf<'several'>) {
  const one = z.literal(options, `must be of ${listed(options)}`)
  const any = z.array(one, `must be a list of ${listed(options)}`)
  const atLeast = min === null ? any : any.min(min, `must be at least ${min} of ${listed(options)}`)
  return max === null ? atLeast : atLeast.max(max, `must be at most ${max} of ${listed(options)}`)
}

/** A validator for each kind. A kind without one does not compile. */
const validators: { [K in ParameterKind]: (spec: SpecOf<K>) => z.ZodType<JsonValue> } = {
  ratio: () => z.string('must be a ratio such as 16:9').regex(ratioPattern, 'must be a ratio such as 16:9'),
  size: () =>
    z
      .string('must be a size such as 1024x1024')
      .regex(
        /^(\d{1,5}x\d{1,5}|\d{1,3}:\d{1,3})$/,
        'must be a size such as 1024x1024, or a ratio such as 16:9',
      ),
  tier: (spec) =>
    spec.options.length === 0
      ? z.string('must be a scale such as 2K').regex(/^\d{1,2}K$/, 'must be a scale such as 2K')
      : z.enum(spec.options, `must be one of ${listed(spec.options)}`),
  choice: (spec) => z.literal(spec.options, `must be one of ${listed(spec.options)}`),
  several: severalOf,
  integer: ({ min, max }) => bounded(wholeNumber(), { minimum: min, maximum: max }),
  number: ({ min, max, above, below }) =>
    bounded(z.number('must be a number'), { minimum: min, maximum: max, above, below }),
  switch: () => z.boolean('must be on or off'),
  text: (spec) => {
    const text = z.string('must be text')
    return spec.maxLength === null
      ? text
      : text.max(spec.maxLength, `must have at most ${spec.maxLength} characters`)
  },
  json: ({ shape }) => (shape ? jsonSchema.check(hasShape(shape)) : jsonSchema),
}

/** What a value of this parameter must be. Its messages complete the sentence "<Label> …". */
export function parameterSchema(spec: ParameterSpec): z.ZodType<JsonValue> {
  // The table is indexed by the very kind that narrows the argument; TypeScript cannot correlate the two.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (validators[spec.kind] as (spec: ParameterSpec) => z.ZodType<JsonValue>)(spec)
}
