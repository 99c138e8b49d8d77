import 'server-only'
import type { Caller, Viewer } from '#lib/auth/schema.ts'
import type { ModelPage, ModelState } from '../schema.ts'
import { catalogueMarkdown, noCalls, stateOf, toMarkdown } from '../schema.ts'
import { getCatalogue } from './catalogue.ts'
import { findModelId, getModelPage, today } from './page.ts'

/** A program reads what was made here only with a token for that. */
const readsHistory = (viewer: Viewer | Caller) =>
  !('scopes' in viewer) || viewer.scopes.includes('history:read')

const nothing = { count: 0, first: [] }

/** How a model stands, but for what the team's own calls came to. */
const unmeasured = ({ id, state }: Pick<ModelPage, 'id' | 'state'>): ModelState =>
  state.kind === 'failing'
    ? stateOf({ id, status: 'active', isRead: true, recent: noCalls, today: today() })
    : state

/** The model alone, without a word of what the team does with it. */
const withoutUse = (page: ModelPage): ModelPage => ({
  ...page,
  state: unmeasured(page),
  measured: [],
  ranking: null,
  pictures: [],
  examples: [],
  dependants: { prompts: nothing, presets: nothing, examples: 0, waiting: 0 },
})

/**
 * The page of a model as Markdown, by an id, an alias, or either after a provider. A program without the scope
 * `history:read` gets it without what the team made and measured. Throws AppError `not_found`.
 */
export async function getModelText(viewer: Viewer | Caller, name: string, origin: string): Promise<string> {
  const page = await getModelPage(viewer, await findModelId(viewer, name), origin)
  return toMarkdown(readsHistory(viewer) ? page : withoutUse(page))
}

/** The catalogue as Markdown: what there is, and where each model's own text is, below `base`. */
export async function getCatalogueText(viewer: Viewer | Caller, base: string): Promise<string> {
  const catalogue = await getCatalogue(viewer)
  if (readsHistory(viewer)) return catalogueMarkdown(catalogue, base)
  const lines = catalogue.lines.map((line) => ({ ...line, state: unmeasured(line) }))
  return catalogueMarkdown({ ...catalogue, lines }, base)
}
