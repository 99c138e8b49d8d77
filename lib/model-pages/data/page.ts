import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError, orNull } from '#lib/errors.ts'
import { listExamples } from '#lib/examples/data.ts'
import { estimateCost, getModel, listModels, readCatalogue, upstreamBaseUrl } from '#lib/models/data.ts'
import type { Model, ModelCard } from '#lib/models/schema.ts'
import type { ModelPage, ModelState, OtherModel, ProviderLine } from '../schema.ts'
import { factsOf, isOver, lastDayOf, replacementsOf, retirementsOf, stateOf } from '../schema.ts'
import { readDependants } from './dependants.ts'
import { readMeasured, readRecent } from './measured.ts'
import { readPictures, readRanking } from './pictures.ts'

export const today = () => new Date().toISOString().slice(0, 10)

const find = (cards: readonly ModelCard[], name: string) =>
  cards.find(({ id, aliases }) => id === name || aliases.includes(name))

/** The id that a name stands for: an id, an alias, or either after a provider. A name that the API does not list is its own. */
export async function findModelId(viewer: Viewer, name: string): Promise<string> {
  const cards = await listModels(viewer)
  const unpinned = name.slice(name.indexOf('/') + 1)
  return (find(cards, name) ?? find(cards, unpinned))?.id ?? name
}

/** What is left of a model that the API does not list: its id, and what was made with it. */
const unlisted = (id: string, isRead: boolean): Model => ({
  id,
  name: id,
  creator: '',
  description: null,
  status: 'disabled',
  priceMicros: null,
  aliases: [],
  tags: [],
  modes: [],
  support: {
    supported: false,
    reason: isRead ? 'The API does not list it.' : 'The API’s list cannot be read just now.',
  },
  parameters: [],
  inputs: null,
  takesPrompt: true,
  promptLimit: null,
  providers: retirementsOf(id).map(({ provider }) => provider),
  isLive: false,
})

/** Who serves it, each with its price by a dry run: of one image, with nothing chosen. */
function providersOf(viewer: Viewer, { id, providers, modes, support }: Model): Promise<ProviderLine[]> {
  const facts = factsOf(id)
  const isPriced = support.supported && modes.includes('text-to-image')
  return Promise.all(
    providers.map(async (slug) => {
      const question = { modelId: id, provider: slug, parameters: {} }
      const price = isPriced ? await estimateCost(viewer, question) : null
      return {
        slug,
        configKey: `${slug}/${id}`,
        region: facts?.regions[slug] ?? null,
        priceMicros: price?.known ? price.micros : null,
        retirement: retirementsOf(id).find(({ provider }) => provider === slug) ?? null,
      }
    }),
  )
}

const isUsable = ({ status, support }: ModelCard) => status === 'active' && support.supported

/** The nearest of the named ones that can be used, and is not at its own end; else any that can; else the first named. */
function replacementFor(id: string, cards: readonly ModelCard[]): ModelPage['replacement'] {
  const named = replacementsOf(id)
  const usable = named.flatMap((each) => cards.find((card) => card.id === each && isUsable(card)) ?? [])
  const lasting = usable.find((card) => (lastDayOf(card.id) ?? '9999') > today())
  const found = lasting ?? usable[0]
  if (found) return { id: found.id, name: found.name, isListed: true }
  const last = named.at(-1)
  return last === undefined ? null : { id: last, name: last, isListed: false }
}

const mostOthers = 3

function othersFor(model: Model, state: ModelState, cards: readonly ModelCard[]): OtherModel[] {
  if (!isOver(state) || model.creator === '') return []
  return cards
    .filter((card) => card.creator === model.creator && card.id !== model.id && isUsable(card))
    .filter(({ modes }) => modes.some((mode) => model.modes.includes(mode)))
    .toSorted((a, b) => Number(lastDayOf(a.id) !== null) - Number(lastDayOf(b.id) !== null))
    .slice(0, mostOthers)
    .map(({ id, name }) => ({ id, name }))
}

/** What was made with it, and what is made to be used with it. */
async function readUse(viewer: Viewer, { id, aliases }: Model) {
  const [pictures, measured, ranking, dependants, { examples }, recent] = await Promise.all([
    readPictures(viewer, id),
    readMeasured(viewer, id),
    readRanking(viewer, id),
    readDependants(viewer, [id, ...aliases]),
    listExamples(viewer, { modelId: id }),
    readRecent(viewer, [id]),
  ])
  return { pictures, measured, ranking, dependants, examples, recent: recent(id) }
}

type Use = Awaited<ReturnType<typeof readUse>>

/** Something of it is here. */
const isKnownHere = ({ pictures, measured, examples, dependants }: Use) =>
  pictures.length + measured.length + examples.length > 0 ||
  dependants.prompts.count + dependants.presets.count + dependants.waiting > 0

/**
 * Everything about a model, by its id, as the viewer may see it. `origin` is this server's, as it was reached. A model
 * that the API does not list any more is there as long as something is known of it, or something of the team's that the
 * viewer sees has to do with it. Throws AppError `not_found`.
 */
export async function getModelPage(viewer: Viewer, id: string, origin: string): Promise<ModelPage> {
  const [{ cards, isRead }, found] = await Promise.all([readCatalogue(viewer), orNull(getModel(viewer, id))])
  const { status: _, providers, ...model } = found ?? unlisted(id, isRead)
  const whole = { ...model, providers, status: 'active' as const }
  const use = await readUse(viewer, whole)
  const facts = factsOf(id)
  if (!found && !facts && retirementsOf(id).length === 0 && !isKnownHere(use))
    throw new AppError('not_found', `There is no model ${id}. Choose another one.`)
  const { recent, examples, ...made } = use
  const status = cards.find((card) => card.id === id)?.status ?? null
  const state = stateOf({ id, status, isRead, recent, today: today() })
  return {
    ...model,
    ...made,
    state,
    examples: examples.map(({ id: example, title, note, picture, recipe }) => ({
      id: example,
      title,
      note,
      picture,
      recipe,
    })),
    // What is not read says nothing of what is in it.
    replacement: isRead ? replacementFor(id, cards) : null,
    others: othersFor(whole, state, cards),
    providers: await providersOf(viewer, whole),
    baseUrl: upstreamBaseUrl(viewer),
    ownBaseUrl: `${origin}/openai/v1`,
    facts,
  }
}
