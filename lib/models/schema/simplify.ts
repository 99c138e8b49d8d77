import { z } from 'zod'
import { ownValue } from './parameter.ts'

// JSON Schema says one thing in many ways: by reference, put together, as one of several, with "or null" around it.
// What is left here is the plain one: no reference, no allOf, no const, and anyOf only where it must be.

export type Raw = Readonly<Record<string, unknown>>

const rawSchema = z.record(z.string(), z.unknown())
const list = z.array(z.unknown())

/** An object, or an empty one: `true` and what is no schema say nothing. */
const asRaw = (value: unknown): Raw => (Array.isArray(value) ? {} : (rawSchema.safeParse(value).data ?? {}))

const asList = (value: unknown): unknown[] => list.safeParse(value).data ?? []
const asTexts = (value: unknown): string[] => asList(value).filter((item) => typeof item === 'string')

/** References multiply: a small body could stand for an endless one. */
const maxSteps = 5_000
/** Deeper than parameters are nested. */
const maxDepth = 12

interface Context {
  /** Where "#/…" may lead, the nearest first. */
  roots: readonly unknown[]
  /** References that are being followed: one that leads to itself leads nowhere. */
  inside: readonly string[]
  depth: number
  left: { steps: number }
}

/** What "#/$defs/Style" leads to; undefined for nothing and for other documents. */
function resolve(reference: string, roots: readonly unknown[]): unknown {
  if (!reference.startsWith('#/')) return undefined
  const names = reference
    .slice(2)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (const root of roots) {
    const found = names.reduce<unknown>((place, name) => ownValue(asRaw(place), name), root)
    if (found !== undefined) return found
  }
  return undefined
}

/** Of two descriptions of one thing, what each says; the second where both say it. */
function merge(first: Raw, second: Raw): Raw {
  const both = { ...first, ...second }
  const properties = { ...asRaw(first['properties']), ...asRaw(second['properties']) }
  const required = [...asTexts(first['required']), ...asTexts(second['required'])]
  return {
    ...both,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  }
}

function follow({ $ref, ...rest }: Raw, context: Context): Raw {
  if (typeof $ref !== 'string') return rest
  const target = context.inside.includes($ref) ? undefined : resolve($ref, context.roots)
  return merge(plain(target, { ...context, inside: [...context.inside, $ref] }), rest)
}

function together({ allOf, ...rest }: Raw, context: Context): Raw {
  const parts = asList(allOf).map((part) => plain(part, context))
  return [...parts, rest].reduce<Raw>(merge, {})
}

const isNull = (schema: Raw) =>
  schema['type'] === 'null' || (asList(schema['enum']).length === 1 && asList(schema['enum'])[0] === null)

/** One of several: the one there is beside null, the values of all where all are enumerations, or else anyOf. */
function either({ anyOf, oneOf, ...rest }: Raw, context: Context): Raw {
  const options = [...asList(anyOf), ...asList(oneOf)].map((option) => plain(option, context))
  if (options.length === 0) return rest
  const real = options.filter((option) => !isNull(option))
  const orNull = real.length < options.length ? { nullable: true } : {}
  const [only, ...others] = real
  if (only && others.length === 0) return merge({ ...only, ...orNull }, rest)
  const isListed = real.every((option) => asList(option['enum']).length > 0)
  const values = real.flatMap((option) => asList(option['enum']))
  if (isListed && values.length > 0) return { ...orNull, enum: [...new Set(values)], ...rest }
  return { ...orNull, ...rest, anyOf: real }
}

function values(schema: Raw): Raw {
  const { const: only, ...rest } = schema
  const given = only === undefined ? asList(schema['enum']) : [only]
  const real = given.filter((value) => value !== null)
  if (real.length === 0) return only === undefined ? rest : { ...rest, enum: given }
  return { ...rest, enum: real, ...(real.length < given.length ? { nullable: true } : {}) }
}

function types(schema: Raw): Raw {
  const { type } = schema
  if (!Array.isArray(type)) return schema
  const said = asTexts(type)
  const real = said.filter((name) => name !== 'null')
  const orNull = real.length < said.length ? { nullable: true } : {}
  const [only = 'null', ...others] = real
  if (others.length === 0) return { ...schema, ...orNull, type: only }
  const { type: _, ...rest } = schema
  return { ...rest, ...orNull, anyOf: real.map((name) => ({ type: name })) }
}

function inner(schema: Raw, context: Context): Raw {
  const deeper = { ...context, depth: context.depth + 1 }
  const properties = Object.entries(asRaw(schema['properties']))
  const { items } = schema
  return {
    ...schema,
    ...(properties.length > 0
      ? { properties: Object.fromEntries(properties.map(([name, raw]) => [name, plain(raw, deeper)])) }
      : {}),
    ...(items === undefined ? {} : { items: plain(items, deeper) }),
  }
}

function plain(raw: unknown, context: Context): Raw {
  if (--context.left.steps < 0 || context.depth > maxDepth) return {}
  const found = follow(asRaw(raw), context)
  return inner(types(values(either(together(found, context), context))), context)
}

/** A schema in plain words, from wherever its references lead among `roots`. Never throws, and always ends. */
export function simplify(raw: unknown, roots: readonly unknown[]): Raw {
  return plain(raw, { roots, inside: [], depth: 0, left: { steps: maxSteps } })
}
