import { z } from 'zod'
import { toSpec } from './meaning.ts'
import type { ParameterSpec } from './parameter.ts'
import type { Property } from './property.ts'
import { propertySchema } from './property.ts'
import { simplify } from './simplify.ts'

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
  /** What was walked through to find them, the nearest first. */
  roots: unknown[]
}

/** A schema of which nothing stands where it is looked for, but where it refers to. */
const isElsewhere = (body: Record<string, unknown>) => '$ref' in body || 'allOf' in body

function findProperties(body: unknown, outer: unknown[] = []): FoundProperties | null {
  const roots = [body, ...outer]
  const list = z.array(named).safeParse(body)
  if (list.success) {
    const properties = Object.fromEntries(list.data.map((entry) => [entry.name, entry]))
    return { properties, required: [], roots }
  }
  const object = record.safeParse(body)
  if (!object.success) return null
  const schema = container.safeParse(isElsewhere(object.data) ? simplify(body, roots) : body)
  return schema.success ? { ...schema.data, roots } : findBelow(object.data, roots)
}

function findBelow(object: Record<string, unknown>, roots: unknown[]): FoundProperties | null {
  for (const place of places) {
    const inner = object[place]
    const found = inner === undefined ? null : findProperties(inner, roots)
    if (found) return found
    const plain = z.record(z.string(), z.looseObject({})).safeParse(inner)
    if (plain.success && Object.keys(plain.data).length > 0)
      return { properties: plain.data, required: [], roots }
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
  [property.format, property.items?.format].includes('binary') ||
  property.contentEncoding === 'binary' ||
  /media/i.test(property['x-group'] ?? property.group ?? '')

/** What the API takes to start from, in the two fields that it documents for it. */
const isMask = (name: string) => /mask/i.test(name)
const isPicture = (name: string) => !/mask|video|audio|sound|speech|voice|music/i.test(name)

/** As many as OpenAI's own edits take: for a schema that says "several", and no number. */
const usualMost = 16

/** Of a schema that has one file in its place, one; of a list, as many as it says. */
const mostOf = ({ type, items, anyOf, maxItems }: Property): number => {
  const list = type === 'array' || items ? maxItems : anyOf?.find((other) => other.type === 'array')?.maxItems
  return list === undefined ? 1 : Math.max(1, Math.min(list ?? usualMost, usualMost))
}

export interface ReadSchema {
  parameters: ParameterSpec[]
  promptLimit: number | null
  /** It is told something in words. */
  hasPrompt: boolean
  /** Pictures that it starts from, at least and at most; null for none. */
  images: { min: number; max: number } | null
  hasMask: boolean
  /** It needs something to start from that is no picture. */
  needsOtherMedia: boolean
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
    property: propertySchema.parse(simplify(raw, found.roots)),
    isRequired: found.required.includes(name),
  }))
  const media = properties.filter(({ name, property }) => isMedia(name, property))
  const prompt = properties.find(({ name }) => name === 'prompt')
  const pictures = media.filter(({ name }) => isPicture(name))
  // What is told nothing in words can only start from a picture.
  const needsPicture = pictures.some(({ isRequired }) => isRequired) || !prompt
  return {
    parameters: properties
      .filter(({ name, property }) => !owned.has(name) && !isMedia(name, property))
      .map(({ name, property, isRequired }) => toSpec(name, property, isRequired)),
    promptLimit: prompt?.property.maxLength ?? null,
    hasPrompt: prompt !== undefined || pictures.length === 0,
    images:
      pictures.length === 0
        ? null
        : {
            min: needsPicture ? 1 : 0,
            max: Math.max(...pictures.map(({ property }) => mostOf(property))),
          },
    hasMask: media.some(({ name }) => isMask(name)),
    needsOtherMedia: media.some(({ name, isRequired }) => isRequired && !isPicture(name) && !isMask(name)),
  }
}
