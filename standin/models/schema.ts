import type { Json, JsonObject } from '../contract.ts'
import type { Model, Parameter } from './model.ts'
import { toListing } from './listing.ts'

/** 1: as the models are. 2: a parameter came, one went, one got narrower. 3: another shape altogether. */
export type SchemaVersion = 1 | 2 | 3

/**
 * The answer to `GET /models/{id}?schema=true`. That there is such a "compiled parameter schema" is documented; THIS SHAPE
 * IS A GUESS of ours, JSON Schema with three `x-` words.
 */
export function toSchemaAnswer(model: Model, version: SchemaVersion): JsonObject {
  if (version === 3)
    return { ...toListing(model), schema: model.parameters.map(({ name }) => ({ key: name })) }
  if (model.schema !== undefined) return { ...toListing(model), schema: model.schema }
  const parameters = version === 2 ? changeParameters(model.parameters) : model.parameters
  const properties = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, toProperty(parameter, model.maxInputs ?? 1)]),
  )
  const required = parameters.some(({ name }) => name === 'prompt') ? ['prompt'] : []
  return { ...toListing(model), schema: { type: 'object', required, properties } }
}

function changeParameters(parameters: readonly Parameter[]): readonly Parameter[] {
  const kept = parameters.filter(({ name }) => name !== 'output_compression')
  return [
    ...kept.map((parameter) => (parameter.name === 'n' ? { ...parameter, maximum: 4 } : parameter)),
    {
      name: 'style_strength',
      type: 'number',
      description: 'New since the schema changed',
      group: 'Additional Parameters',
      default: 0.5,
      minimum: 0,
      maximum: 1,
    },
  ]
}

function toProperty(parameter: Parameter, maxInputs: number): JsonObject {
  const { name: _, type, group, providers, modes, format: __, ...facts } = parameter
  const property: Record<string, Json> = { type: type === 'file' ? 'string' : type }
  for (const [key, value] of Object.entries(facts)) property[key] = value
  property['x-group'] = group
  if (type === 'file') property['contentEncoding'] = 'binary'
  if (parameter.name === 'image' && maxInputs > 1) {
    Object.assign(property, {
      type: 'array',
      items: { type: 'string', contentEncoding: 'binary' },
      maxItems: maxInputs,
    })
    delete property['contentEncoding']
  }
  if (providers !== undefined) property['x-providers'] = providers
  // A file goes with an edit or an enlargement; everything else with every way the model works unless it says otherwise.
  if (modes !== undefined) property['x-modes'] = modes
  return property
}
