import { z } from 'zod'
import type { JsonValue } from './json.ts'
import { jsonSchema } from './json.ts'
import type { Shape } from './nested.ts'
import type { ParameterGroup } from './groups.ts'
import type { ParameterSpec } from './parameter.ts'
import { ownValue, pixelsPattern, ratioPattern } from './parameter.ts'
import type { Property } from './property.ts'
import { typeOf } from './property.ts'

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

type Kind = ParameterSpec extends infer S
  ? S extends ParameterSpec
    ? Omit<S, 'name' | 'label' | 'group' | 'description' | 'required' | 'overrides' | 'providers' | 'default'>
    : never
  : never

const isText = (value: JsonValue): value is string => typeof value === 'string'
const isOption = (value: JsonValue): value is string | number => isText(value) || typeof value === 'number'

const asJson = (property: Property): Kind => ({ kind: 'json', shape: shapeOf(property) })

function kindOfTexts(options: string[]): Kind {
  if (options.every((option) => ratioPattern.test(option))) return { kind: 'ratio', options }
  if (options.every((option) => pixelsPattern.test(option))) return { kind: 'size', options }
  const areShort = options.length <= 5 && options.join('').length <= 24
  if (options.every((option) => scale.test(option)) || areShort) return { kind: 'tier', options }
  return { kind: 'choice', options }
}

function kindOfEnum(values: JsonValue[], property: Property): Kind {
  if (values.every(isText)) return kindOfTexts(values)
  if (values.every(isOption)) return { kind: 'choice', options: values }
  const isSwitch = values.length === 2 && values.includes(true) && values.includes(false)
  return isSwitch ? { kind: 'switch' } : asJson(property)
}

const kindsByName: Record<string, Kind> = {
  aspect_ratio: { kind: 'ratio', options: usualRatios },
  size: { kind: 'size', options: [] },
  resolution: { kind: 'tier', options: [] },
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null)

/** Of whole numbers, "more than 3" is "at least 4". */
const wholeRange = ({ minimum, maximum, above, below }: Property) => ({
  min: orNull(Math.max(minimum ?? -Infinity, above === null ? -Infinity : Math.floor(above) + 1)),
  max: orNull(Math.min(maximum ?? Infinity, below === null ? Infinity : Math.ceil(below) - 1)),
})

function kindOfList(property: Property): Kind {
  const options = property.items?.enum ?? []
  if (options.length === 0 || !options.every(isOption)) return asJson(property)
  return { kind: 'several', options, min: property.minItems, max: property.maxItems }
}

const kindsByType: Record<string, (property: Property) => Kind> = {
  boolean: () => ({ kind: 'switch' }),
  integer: (property) => ({ kind: 'integer', ...wholeRange(property) }),
  number: ({ minimum, maximum, above, below }) => ({
    kind: 'number',
    min: minimum,
    max: maximum,
    above,
    below,
  }),
  string: ({ maxLength }) => ({ kind: 'text', maxLength }),
  array: kindOfList,
}

function kindOf(name: string, property: Property): Kind {
  if (property.enum && property.enum.length > 0) return kindOfEnum(property.enum, property)
  if (property.anyOf) return asJson(property)
  const byName = ownValue(kindsByName, name)
  const type = typeOf(property)
  // A size that is an object is not the size we know.
  if (byName && (type === '' || type === 'string')) return byName
  return ownValue(kindsByType, type)?.(property) ?? asJson(property)
}

const orAbsent = <T>(value: T | null): T | undefined => value ?? undefined

const mapValues = (properties: Record<string, Property>): Record<string, Shape> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      const shape = shapeOf(property)
      return shape ? [[name, shape]] : []
    }),
  )

/** What is checked of a value that has no control of its own; null where the schema says nothing of it. */
function shapeOf(property: Property): Shape | null {
  const shape: Shape = {
    type: orAbsent(typeOf(property) || null),
    nullable: property.nullable || undefined,
    enum: orAbsent(property.enum),
    anyOf: property.anyOf?.flatMap((option) => shapeOf(option) ?? []),
    properties: property.properties ? mapValues(property.properties) : undefined,
    required: Array.isArray(property.required) ? property.required : undefined,
    isOpen: property.additionalProperties === false ? false : undefined,
    items: property.items ? orAbsent(shapeOf(property.items)) : undefined,
    minItems: orAbsent(property.minItems),
    maxItems: orAbsent(property.maxItems),
    minimum: orAbsent(property.minimum),
    maximum: orAbsent(property.maximum),
    above: orAbsent(property.above),
    below: orAbsent(property.below),
    maxLength: orAbsent(property.maxLength),
  }
  const said = Object.entries(shape).filter(([, value]) => value !== undefined)
  return said.length > 0 ? Object.fromEntries(said) : null
}

const option = z.union([z.string(), z.number()])

const defaultTypes: Record<Kind['kind'], z.ZodType> = {
  ratio: z.string(),
  size: z.string(),
  tier: z.string(),
  choice: option,
  several: z.array(option),
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
  const kind = kindOf(name, property)
  const fallback = defaultTypes[kind.kind].safeParse(property.default).success ? property.default : null
  const spec = {
    ...kind,
    name,
    label: labelOf(name, property),
    group: groupOf(name, property),
    description: property.description,
    required: isRequired || property.required === true,
    overrides: ownValue(overrides, name) ?? [],
    providers: property['x-providers'].length > 0 ? property['x-providers'] : property.providers,
    default: fallback,
  }
  // The default was just checked against the kind; TypeScript cannot follow a check made through a table.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return spec as ParameterSpec
}
