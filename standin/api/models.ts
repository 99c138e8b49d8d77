import type { Answer, Call } from '../contract.ts'
import { models, resolveModel } from '../models/catalogue.ts'
import { toListing } from '../models/listing.ts'
import { toSchemaAnswer } from '../models/schema.ts'
import type { State } from '../state.ts'

const PREFIX = '/openai/v1/models/'

/** GET /openai/v1/models. Disabled models are in it, marked as such (a guess). */
export function listModels(): Answer {
  return { status: 200, headers: {}, json: { object: 'list', data: models.map(toListing) } }
}

/** GET /openai/v1/models/{id}, by id, alias or pin; ids may hold a slash, encoded or not. */
export function getModel(call: Call, { settings }: State): Answer {
  const { model } = resolveModel(call.pathname.slice(PREFIX.length))
  const wantsSchema = call.query.get('schema') === 'true'
  const json = wantsSchema ? toSchemaAnswer(model, settings.schemaVersion) : toListing(model)
  return { status: 200, headers: {}, json }
}
