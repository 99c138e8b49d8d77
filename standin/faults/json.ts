import type { Fault, Json, JsonObject } from '../contract.ts'
import { isList, isObject } from '../json-guards.ts'

/** Faults in the JSON of a good answer; the work was done and billed. */
export const jsonFaults = {
  'no-data': {
    billed: 'yes',
    effect: 'The answer has no `data`',
    json: (json) => without(json, 'data'),
  },
  'no-metadata': {
    billed: 'yes',
    effect: 'The answer has no `metadata`',
    json: (json) => without(json, 'metadata'),
  },
  'no-cost': {
    billed: 'yes',
    effect: '`metadata` has no `cost`',
    json: (json) =>
      isObject(json['metadata']) ? { ...json, metadata: without(json['metadata'], 'cost') } : json,
  },
  fewer: {
    billed: 'yes',
    effect: 'That many pictures are missing from the answer, though all are billed',
    argument: { pattern: /^\d{1,2}$/, meaning: 'count', fallback: '1' },
    json: (json, count) => ({
      ...json,
      data: dataOf(json).slice(0, Math.max(0, dataOf(json).length - Number(count))),
    }),
  },
  'bad-base64': {
    billed: 'yes',
    effect: '`b64_json` is no base64',
    json: (json) => mapItems(json, (item) => ({ ...item, b64_json: '@@@ this is (not) base64 \u0000 %%%' })),
  },
  'unknown-fields': {
    billed: 'yes',
    effect: 'Fields nobody has heard of, everywhere',
    json: (json) => {
      const strange = { x_new: { nested: [1, null, 'two'] }, x_flag: true }
      const metadata = isObject(json['metadata']) ? { metadata: { ...json['metadata'], ...strange } } : {}
      return { ...mapItems(json, (item) => ({ ...item, ...strange })), ...strange, ...metadata }
    },
  },
  'changed-schema': {
    billed: 'yes',
    effect: 'An image answer calls its pictures `images`; `?schema=true` has another shape',
    json: (json) => {
      if (isObject(json['schema'])) return { ...json, schema: changeSchema(json['schema']) }
      return { ...without(json, 'data'), images: json['data'] ?? [] }
    },
  },
} as const satisfies Record<string, Fault>

function changeSchema(schema: JsonObject): JsonObject {
  return { version: 2, fields: schema['properties'] ?? {}, mandatory: schema['required'] ?? [] }
}

function without(json: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== name))
}

function mapItems(json: JsonObject, change: (item: JsonObject) => JsonObject): JsonObject {
  if (json['data'] === undefined) return json
  return { ...json, data: dataOf(json).map((item) => (isObject(item) ? change(item) : item)) }
}

function dataOf(json: JsonObject): readonly Json[] {
  const data = json['data']
  return isList(data) ? data : []
}
