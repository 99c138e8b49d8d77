import type { ExampleRecipe } from '#lib/examples/schema.ts'
import type { Model } from '#lib/models/schema.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import type { ModelFacts } from './facts.ts'
import type { Retirement } from './retirements.ts'
import type { ModelState } from './state.ts'

/** Somebody who serves the model. */
export interface ProviderLine {
  slug: string
  /** How it is pinned: "vertex/imagen-3.0-generate-002". */
  configKey: string
  region: string | null
  /** Of one image with nothing chosen, by the API's own dry run, in micro-dollars; null where it names none. */
  priceMicros: number | null
  /** Its maker's announcement of its end there. */
  retirement: Retirement | null
}

/** More than a page needs to wait for: of the newest so many generations the figures stand. */
export const mostMeasured = 5_000

/** What came of the calls of a model over 30 days, of one provider: of those alone that the viewer sees. */
export interface Measured {
  /** Whom the call was sent to: `lumenfall`, or a provider that is called directly, with the team's own key. */
  upstream: string
  /** Who served it; null where nobody said. */
  provider: string | null
  calls: number
  succeeded: number
  refused: number
  /** From sending to the whole answer, of what succeeded, in ms: half and 95 of a hundred took at most so long. */
  p50Ms: number | null
  p95Ms: number | null
  /** Micro-dollars a picture, over all that brought some and said what they cost. */
  imageMicros: number | null
}

/** What of the team's is made to be used with the model: of what the viewer sees. */
export interface Dependants {
  /** Of the library: their newest version, or a labelled one, names the model. */
  prompts: { count: number; first: readonly { id: string; title: string }[] }
  presets: { count: number; first: readonly { id: string; title: string }[] }
  examples: number
  /** Generations that wait or run. */
  waiting: number
}

/** By the stars that members gave to its pictures. */
export interface Ranking {
  place: number
  /** So many models have enough ratings to be compared. */
  of: number
  mean: number
  ratings: number
}

export interface ModelExample {
  id: string
  title: string
  note: string
  picture: PromptPicture
  recipe: ExampleRecipe
}

export interface OtherModel {
  id: string
  name: string
}

/** Everything that is said of a model, to one viewer: the page and the text for agents are both written from it. */
export interface ModelPage extends Omit<Model, 'providers' | 'status'> {
  state: ModelState
  /** What its maker names in its place, and whether the API lists that; the nearest that can be used. */
  replacement: (OtherModel & { isListed: boolean }) | null
  /** Of the same creator, for the same: where it cannot be used any more, and nothing is named in its place. */
  others: readonly OtherModel[]
  /** Where the API is called, ending in /openai/v1. */
  baseUrl: string
  /** The same of this server, for programs with a token. */
  ownBaseUrl: string
  providers: readonly ProviderLine[]
  measured: readonly Measured[]
  ranking: Ranking | null
  /** The newest that the viewer sees. */
  pictures: readonly PromptPicture[]
  examples: readonly ModelExample[]
  dependants: Dependants
  facts: ModelFacts | null
}
