import { z } from 'zod'

/** What a value inside of a parameter must be: of JSON Schema, as much as is checked here. */
export interface Shape {
  type?: string | undefined
  nullable?: boolean | undefined
  enum?: unknown[] | undefined
  anyOf?: Shape[] | undefined
  properties?: Record<string, Shape> | undefined
  required?: string[] | undefined
  /** False: no other names than those of `properties`. */
  isOpen?: boolean | undefined
  items?: Shape | undefined
  minItems?: number | undefined
  maxItems?: number | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  above?: number | undefined
  below?: number | undefined
  maxLength?: number | undefined
}

const number = z.number().optional()

export const shapeSchema: z.ZodType<Shape> = z.object({
  type: z.string().optional(),
  nullable: z.boolean().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(shapeSchema).optional()
  },
  get properties() {
    return z.record(z.string(), shapeSchema).optional()
  },
  required: z.array(z.string()).optional(),
  isOpen: z.boolean().optional(),
  get items() {
    return shapeSchema.optional()
  },
  minItems: number,
  maxItems: number,
  minimum: number,
  maximum: number,
  above: number,
  below: number,
  maxLength: number,
})

interface Limits {
  minimum?: number | null | undefined
  maximum?: number | null | undefined
  above?: number | null | undefined
  below?: number | null | undefined
}

/** A number between its bounds. */
export function bounded(base: z.ZodNumber, { minimum, maximum, above, below }: Limits): z.ZodNumber {
  let limited = base
  if (minimum != null) limited = limited.min(minimum, `must be at least ${minimum}`)
  if (maximum != null) limited = limited.max(maximum, `must be at most ${maximum}`)
  if (above != null) limited = limited.gt(above, `must be more than ${above}`)
  if (below != null) limited = limited.lt(below, `must be less than ${below}`)
  return limited
}

function ofObject({ properties = {}, required = [], isOpen = true }: Shape): z.ZodType {
  const fields = Object.entries(properties)
    .filter(([name]) => name !== '__proto__')
    .map(([name, shape]) => [name, required.includes(name) ? toZod(shape) : toZod(shape).optional()])
  const known = z.looseObject(Object.fromEntries(fields), 'must be an object')
  if (isOpen) return known
  return known.refine(
    (value) => Object.keys(value).every((name) => Object.hasOwn(properties, name)),
    `has no other names than ${Object.keys(properties).join(', ')}`,
  )
}

function ofList({ items, minItems, maxItems }: Shape): z.ZodType {
  let values = z.array(items ? toZod(items) : z.unknown(), 'must be a list')
  if (minItems !== undefined) values = values.min(minItems, `must have at least ${minItems}`)
  if (maxItems !== undefined) values = values.max(maxItems, `must have at most ${maxItems}`)
  return values
}

const byType: Readonly<Record<string, (shape: Shape) => z.ZodType>> = {
  object: ofObject,
  array: ofList,
  integer: (shape) => bounded(z.number('must be a whole number').int('must be a whole number'), shape),
  number: (shape) => bounded(z.number('must be a number'), shape),
  boolean: () => z.boolean('must be true or false'),
  string: ({ maxLength }) =>
    maxLength === undefined
      ? z.string('must be text')
      : z.string('must be text').max(maxLength, `must have at most ${maxLength} characters`),
}

function ofEnum(values: readonly unknown[]): z.ZodType {
  const texts = new Set(values.map((value) => JSON.stringify(value)))
  const error = `must be one of ${[...texts].join(', ')}`
  // Aborted, so that a union does not take this for the one that was meant.
  return z.unknown().refine((value) => texts.has(JSON.stringify(value)), { error, abort: true })
}

function toZod(shape: Shape): z.ZodType {
  const make = Object.hasOwn(byType, shape.type ?? '') ? byType[shape.type ?? ''] : undefined
  const base = shape.enum
    ? ofEnum(shape.enum)
    : shape.anyOf
      ? z.union(shape.anyOf.map(toZod), 'is none of what it may be')
      : (make?.(shape) ?? z.unknown())
  return shape.nullable ? base.nullable() : base
}

/** A check of a value against a shape. Its messages complete the sentence "<Name> …", with the way to the place. */
export function hasShape(shape: Shape) {
  const validator = toZod(shape)
  return (payload: z.core.ParsePayload) => {
    for (const { path, message } of validator.safeParse(payload.value).error?.issues ?? [])
      payload.issues.push({ code: 'custom', path: [...path], message, input: payload.value })
  }
}
