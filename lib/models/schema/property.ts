import { z } from 'zod'
import type { JsonValue } from './json.ts'
import { jsonSchema } from './json.ts'

const text = z.string().nullable().catch(null)
const texts = z.array(z.string()).catch([])
const number = z.number().nullable().catch(null)

/** One parameter as a simplified schema describes it. */
export interface Property {
  type: string
  enum: JsonValue[] | null
  anyOf: Property[] | null
  properties: Record<string, Property> | null
  items: Property | null
  required: boolean | string[]
  additionalProperties: boolean
  nullable: boolean
  minimum: number | null
  maximum: number | null
  above: number | null
  below: number | null
  minItems: number | null
  maxItems: number | null
  maxLength: number | null
  default: JsonValue
  title: string | null
  description: string | null
  format: string | null
  contentEncoding: string | null
  group: string | null
  'x-group': string | null
  providers: string[]
  'x-providers': string[]
}

const exclusive = z.union([z.number(), z.boolean()]).nullable().catch(null)
/** Other ways to say the same. */
const otherWords = { min: number, max: number, exclusiveMinimum: exclusive, exclusiveMaximum: exclusive }

/** In the older drafts, `exclusiveMinimum: true` says that `minimum` itself is too little. */
const bound = (said: number | boolean | null, inclusive: number | null) =>
  typeof said === 'number' ? said : said ? inclusive : null

/** Tolerant of every field: what is missing or of another type is as good as absent. */
export const propertySchema: z.ZodType<Property> = z
  .object({
    type: z.string().catch(''),
    enum: z.array(jsonSchema).nullable().catch(null),
    get anyOf(): z.ZodType<Property[] | null> {
      return z.array(propertySchema).nullable().catch(null)
    },
    get properties(): z.ZodType<Record<string, Property> | null> {
      return z.record(z.string(), propertySchema).nullable().catch(null)
    },
    get items(): z.ZodType<Property | null> {
      return propertySchema.nullable().catch(null)
    },
    required: z.union([z.boolean(), z.array(z.string())]).catch(false),
    additionalProperties: z.boolean().catch(true),
    nullable: z.boolean().catch(false),
    minimum: number,
    maximum: number,
    minItems: number,
    maxItems: number,
    maxLength: number,
    default: jsonSchema.nullable().catch(null),
    title: text,
    description: text,
    format: text,
    contentEncoding: text,
    group: text,
    'x-group': text,
    providers: texts,
    'x-providers': texts,
    ...otherWords,
  })
  .transform(({ min, max, exclusiveMinimum, exclusiveMaximum, ...property }) => {
    const [minimum, maximum] = [property.minimum ?? min, property.maximum ?? max]
    return {
      ...property,
      above: bound(exclusiveMinimum, minimum),
      below: bound(exclusiveMaximum, maximum),
      minimum: exclusiveMinimum === true ? null : minimum,
      maximum: exclusiveMaximum === true ? null : maximum,
    }
  })

const signs: [type: string, isSaid: (property: Property) => boolean][] = [
  ['object', ({ properties }) => properties !== null],
  ['array', ({ items, minItems, maxItems }) => (items ?? minItems ?? maxItems) !== null],
  ['number', ({ minimum, maximum, above, below }) => (minimum ?? maximum ?? above ?? below) !== null],
  ['string', ({ maxLength, format }) => (maxLength ?? format) !== null],
  ['boolean', (property) => typeof property.default === 'boolean'],
  ['number', (property) => typeof property.default === 'number'],
  ['string', (property) => typeof property.default === 'string'],
]

/** As it is said, or as everything else about it says; empty where nothing does. */
export function typeOf(property: Property): string {
  if (property.type !== '') return property.type
  return signs.find(([, isSaid]) => isSaid(property))?.[0] ?? ''
}
