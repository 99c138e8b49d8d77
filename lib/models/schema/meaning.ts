import { z } from 'zod'
import type { ParameterGroup, ParameterSpec } from './parameter.ts'
import { ownValue, pixelsPattern, ratioPattern } from './parameter.ts'
import type { JsonValue } from './values.ts'
import { jsonSchema } from './values.ts'

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)
const texts = z.array(z.string()).catch([])

/** One parameter as a schema describes it, tolerant of every field. */
export const propertySchema = z.looseObject({
  type: z
    .union([
      z.string(),
      z.array(z.string()).transform((types) => types.find((type) => type !== 'null') ?? ''),
    ])
    .catch(''),
  enum: z.array(jsonSchema).nullable().catch(null),
  minimum: number,
  maximum: number,
  min: number,
  max: number,
  maxLength: number,
  default: jsonSchema.nullable().catch(null),
  title: text,
  description: text,
  format: text,
  required: z.boolean().catch(false),
  group: text,
  'x-group': text,
  providers: texts,
  'x-providers': texts,
})

export type Property = z.infer<typeof propertySchema>

const groupPatterns: [RegExp, ParameterGroup][] = [
  [/core/i, 'core'],
  [/size|layout/i, 'size'],
  [/output|format/i, 'output'],
]

const groupsByName: Record<string, ParameterGroup> = {
  n: 'core',
  negative_prompt: 'core',
  seed: 'core',
  size: 'size',
  aspect_ratio: 'size',
  resolution: 'size',
  output_format: 'output',
  output_compression: 'output',
  quality: 'output',
  style: 'output',
  background: 'output',
}

function groupOf(name: string, property: Property): ParameterGroup {
  const said = property['x-group'] ?? property.group
  const match = said === null ? undefined : groupPatterns.find(([pattern]) => pattern.test(said))
  return match?.[1] ?? ownValue(groupsByName, name) ?? 'provider'
}

const labels: Record<string, string> = { n: 'Images', seed: 'Seed' }

function labelOf(name: string, property: Property): string {
  const known = ownValue(labels, name) ?? property.title
  if (known) return known
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `size` fixes shape and scale; the API then ignores the two others (docs, model pages). */
const overrides: Record<string, string[]> = { size: ['aspect_ratio', 'resolution'] }

const scale = /^\d{1,2}K$/i
const usualRatios = ['1:1', '3:4', '4:3', '9:16', '16:9']

type Shape = ParameterSpec extends infer S
  ? S extends ParameterSpec
    ? Omit<S, 'name' | 'label' | 'group' | 'description' | 'required' | 'overrides' | 'providers' | 'default'>
    : never
  : never

const isText = (value: JsonValue): value is string => typeof value === 'string'
const isOption = (value: JsonValue): value is string | number => isText(value) || typeof value === 'number'

function shapeOfEnum(values: JsonValue[]): Shape {
  if (values.every(isText)) {
    if (values.every((value) => ratioPattern.test(value))) return { kind: 'ratio', options: values }
    if (values.every((value) => pixelsPattern.test(value))) return { kind: 'size', options: values }
    const areShort = values.length <= 5 && values.join('').length <= 24
    if (values.every((value) => scale.test(value)) || areShort) return { kind: 'tier', options: values }
  }
  return values.every(isOption) ? { kind: 'choice', options: values } : { kind: 'json' }
}

const shapesByName: Record<string, Shape> = {
  aspect_ratio: { kind: 'ratio', options: usualRatios },
  size: { kind: 'size', options: [] },
  resolution: { kind: 'tier', options: [] },
}

const range = (property: Property) => ({
  min: property.minimum ?? property.min,
  max: property.maximum ?? property.max,
})

const shapesByType: Record<string, (property: Property) => Shape> = {
  boolean: () => ({ kind: 'switch' }),
  integer: (property) => ({ kind: 'integer', ...range(property) }),
  number: (property) => ({ kind: 'number', ...range(property) }),
  string: (property) => ({ kind: 'text', maxLength: property.maxLength }),
}

function shapeOf(name: string, property: Property): Shape {
  if (property.enum && property.enum.length > 0) return shapeOfEnum(property.enum)
  return ownValue(shapesByName, name) ?? ownValue(shapesByType, property.type)?.(property) ?? { kind: 'json' }
}

const defaultTypes: Record<Shape['kind'], z.ZodType> = {
  ratio: z.string(),
  size: z.string(),
  tier: z.string(),
  choice: z.union([z.string(), z.number()]),
  integer: z.number(),
  number: z.number(),
  switch: z.boolean(),
  text: z.string(),
  json: jsonSchema,
}

/**
 * A parameter as we know it, from a schema's description: its kind by what its values mean, a label, a group, and a
 * default only where that is of the kind.
 */
export function toSpec(name: string, property: Property, isRequired: boolean): ParameterSpec {
  const shape = shapeOf(name, property)
  const fallback = defaultTypes[shape.kind].safeParse(property.default).success ? property.default : null
  const spec = {
    ...shape,
    name,
    label: labelOf(name, property),
    group: groupOf(name, property),
    description: property.description,
    required: isRequired || property.required,
    overrides: ownValue(overrides, name) ?? [],
    providers: property['x-providers'].length > 0 ? property['x-providers'] : property.providers,
    default: fallback,
  }
  // The default was just checked against the kind; TypeScript cannot follow a check made through a table.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return spec as ParameterSpec
}
