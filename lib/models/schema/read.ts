import { z } from 'zod'
import type { Property } from './meaning.ts'
import { propertySchema, toSpec } from './meaning.ts'
import type { ParameterSpec } from './parameter.ts'

// The API documents that a model's parameter schema can be fetched, and not its shape. So every shape that a schema
// of parameters usually has is taken: JSON Schema, under any of the usual names, or a plain list. What cannot be
// understood becomes a JSON field, never an error.

const texts = z.array(z.string()).catch([])
const record = z.record(z.string(), z.unknown())
const named = z.looseObject({ name: z.string() })
const container = z.looseObject({ properties: record, required: texts })
const places = [
  'schema',
  'parameters',
  'parameter_schema',
  'input_schema',
  'inputSchema',
  'properties',
] as const

interface FoundProperties {
  properties: Record<string, unknown>
  required: string[]
}

function findProperties(body: unknown): FoundProperties | null {
  const list = z.array(named).safeParse(body)
  if (list.success) {
    return { properties: Object.fromEntries(list.data.map((entry) => [entry.name, entry])), required: [] }
  }
  const schema = container.safeParse(body)
  if (schema.success) return schema.data
  const object = record.safeParse(body)
  if (!object.success) return null
  for (const place of places) {
    const inner = object.data[place]
    const found = inner === undefined ? null : findProperties(inner)
    if (found) return found
    const plain = z.record(z.string(), z.looseObject({})).safeParse(inner)
    if (plain.success && Object.keys(plain.data).length > 0) return { properties: plain.data, required: [] }
  }
  return null
}

/** What the playground itself decides. */
const owned = new Set(['prompt', 'model', 'response_format', 'stream', 'partial_images', 'user'])
const media = new Set([
  'image',
  'images',
  'mask',
  'image_url',
  'reference_images',
  'input_image',
  'input_reference',
])

const isMedia = (name: string, property: Property) =>
  media.has(name) ||
  property.format === 'binary' ||
  /media/i.test(property['x-group'] ?? property.group ?? '')

export interface ReadSchema {
  parameters: ParameterSpec[]
  promptLimit: number | null
  /** It makes nothing out of text alone. */
  needsMedia: boolean
}

/** Deeper than schemas of parameters are, and far from where a body made for it would fill the stack. */
const maxDepth = 32

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

/** Reads a parameter schema of whatever shape; null when there is none in it. Never throws. */
export function readParameterSchema(body: unknown): ReadSchema | null {
  const found = isDeeperThan(maxDepth, body) ? null : findProperties(body)
  if (!found) return null
  const properties = Object.entries(found.properties).map(([name, raw]) => ({
    name,
    property: propertySchema.catch(propertySchema.parse({})).parse(raw),
    isRequired: found.required.includes(name),
  }))
  return {
    parameters: properties
      .filter(({ name, property }) => !owned.has(name) && !isMedia(name, property))
      .map(({ name, property, isRequired }) => toSpec(name, property, isRequired)),
    promptLimit: properties.find(({ name }) => name === 'prompt')?.property.maxLength ?? null,
    needsMedia: properties.some(({ name, property, isRequired }) => isRequired && isMedia(name, property)),
  }
}
