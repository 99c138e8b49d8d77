import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { cached } from '#lib/cache.ts'
import { upstreamOf } from '#lib/credentials/run.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import type { Model, ModelCard } from '../schema.ts'
import { builtInModel, gatewayParameters, knownProviders } from '../schema/built-in.ts'
import { readModelCard } from '../schema/card.ts'
import { waysOf } from '../schema/modes.ts'
import { readParameterSchema } from '../schema/read.ts'
import { accountOf } from './connection.ts'

const options = { freshMs: 5 * 60_000, patienceMs: 2_000, retryMs: 30_000 }

const catalogue = cached(
  async (account) => {
    const entries = await (await upstreamOf(account)).listModels()
    return entries.map(readModelCard).filter((card) => card !== null)
  },
  { name: 'the catalogue of models', ...options },
)

const schemas = cached(
  async (key) => {
    const [account = '', modelId = ''] = key.split(' ')
    return readParameterSchema(await (await upstreamOf(account)).getModel(modelId))
  },
  { name: 'a parameter schema', ...options },
)

const needsMore = {
  supported: false as const,
  reason: 'It needs something to start from that is no picture, and cannot be given here.',
}
const nothing = { parameters: [], promptLimit: null, needsOtherMedia: false }
const documented = readParameterSchema(gatewayParameters) ?? nothing

const notAllowed = {
  supported: false as const,
  reason: 'Your role may not use it in this team. Ask an admin.',
}

/** A model that the viewer's role may not use is there, and says so. */
const asAllowed = ({ models }: Viewer, card: ModelCard): ModelCard =>
  models === null || models.includes(card.id) ? card : { ...card, support: notAllowed }

/** What the API lists, with what the viewer may use of it; `isRead` is false while it cannot be read. */
export async function readCatalogue(viewer: Viewer): Promise<{ cards: ModelCard[]; isRead: boolean }> {
  const cards = await catalogue(accountOf(viewer))
  return { cards: (cards ?? []).map((card) => asAllowed(viewer, card)), isRead: cards !== undefined }
}

/** The catalogue, or the built-in entry alone while it cannot be read, with what the viewer may use of it. */
export async function listModels(viewer: Viewer): Promise<ModelCard[]> {
  const { cards } = await readCatalogue(viewer)
  const isListed = cards.some((card) => card.id === env.DEFAULT_MODEL)
  return isListed ? cards : [...cards, asAllowed(viewer, cardOfDefault())]
}

/** The first model may be configured to one that the catalogue does not list (yet, or any more). */
function cardOfDefault(): ModelCard {
  const { DEFAULT_MODEL: id } = env
  return id === builtInModel.id
    ? builtInModel
    : { ...builtInModel, id, name: id, creator: '', priceMicros: null }
}

/** A model with its parameters. Throws AppError `not_found` for one that the catalogue does not have. */
export async function getModel(viewer: Viewer, modelId: string): Promise<Model> {
  const cards = await listModels(viewer)
  const card = cards.find(({ id, aliases }) => id === modelId || aliases.includes(modelId))
  if (!card) throw new AppError('not_found', `There is no model ${modelId}. Choose another one.`)
  const live = await schemas(`${accountOf(viewer)} ${card.id}`)
  const { parameters, promptLimit, needsOtherMedia } = live ?? documented
  return {
    ...card,
    ...waysOf(card, live ?? null),
    support: card.support.supported && needsOtherMedia ? needsMore : card.support,
    parameters,
    promptLimit,
    providers: knownProviders.get(card.id) ?? [...new Set(parameters.flatMap((spec) => spec.providers))],
    isLive: Boolean(live),
  }
}

/** Which model a new draft begins with. */
export const defaultModelId = (_viewer: Viewer): string => env.DEFAULT_MODEL

/** The same, with its parameters. */
export function getDefaultModel(viewer: Viewer): Promise<Model> {
  return getModel(viewer, env.DEFAULT_MODEL)
}
