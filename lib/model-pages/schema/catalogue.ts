import { z } from 'zod'
import type { ModelCard } from '#lib/models/schema.ts'
import { creatorName, modeSchema } from '#lib/models/schema.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import type { ModelState } from './state.ts'
import { isOver } from './state.ts'

/** A line of the catalogue: a model, how it stands, and the newest picture of it that the viewer sees. */
export interface CatalogueLine extends ModelCard {
  state: ModelState
  picture: PromptPicture | null
}

export interface Catalogue {
  lines: readonly CatalogueLine[]
  /** False while the API's list cannot be read: there is the built-in model alone. */
  isRead: boolean
}

/** "At most so many micro-dollars an image", as an address says it. */
export const priceLimits = { free: 0, '2': 20_000, '5': 50_000, '10': 100_000 } as const
const statuses = ['usable', 'trouble', 'other'] as const

/** What of the catalogue is shown, as the address says it; what it says wrongly is left out. */
export const catalogueQuestionSchema = z.object({
  search: z.string().trim().max(100).catch(''),
  creator: z.string().max(100).catch(''),
  way: modeSchema.or(z.literal('')).catch(''),
  price: z.enum(['free', '2', '5', '10', '']).catch(''),
  status: z.enum([...statuses, '']).catch(''),
  sort: z.enum(['name', 'price']).catch('name'),
})

export type CatalogueQuestion = z.infer<typeof catalogueQuestionSchema>

/** `usable` can be made pictures with, here and now; `trouble` is ending, failing or over; `other` is for something else. */
const standsAs: Readonly<Record<(typeof statuses)[number], (line: CatalogueLine) => boolean>> = {
  usable: ({ support, state }) => support.supported && !isOver(state),
  trouble: ({ state }) => state.kind !== 'active' && state.kind !== 'unchecked',
  other: ({ support }) => !support.supported,
}

const wordsOf = ({ id, name, creator, description, aliases, tags }: CatalogueLine) =>
  [id, name, creatorName(creator), creator, description ?? '', ...aliases, ...tags].join(' ').toLowerCase()

function fits(line: CatalogueLine, question: CatalogueQuestion): boolean {
  const { search, creator, way, price, status } = question
  const all = wordsOf(line)
  return (
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => all.includes(word)) &&
    (creator === '' || line.creator === creator) &&
    (way === '' || line.modes.includes(way)) &&
    (price === '' || (line.priceMicros !== null && line.priceMicros <= priceLimits[price])) &&
    (status === '' || standsAs[status](line))
  )
}

/** What can be used before what cannot. */
const rank = (line: CatalogueLine) => (standsAs.usable(line) ? 0 : 1)
const priceOf = ({ priceMicros }: CatalogueLine) => priceMicros ?? Number.POSITIVE_INFINITY
const byName = (a: CatalogueLine, b: CatalogueLine) => a.name.localeCompare(b.name, 'en')

/** The lines that were asked for: what can be used first, then by name or from the cheapest; no price is last. */
export function selectLines(lines: readonly CatalogueLine[], question: CatalogueQuestion): CatalogueLine[] {
  const isByPrice = question.sort === 'price'
  return lines
    .filter((line) => fits(line, question))
    .toSorted((a, b) => {
      // Two that have none would be infinitely far apart.
      const cheaper = isByPrice && priceOf(a) !== priceOf(b) ? priceOf(a) - priceOf(b) : 0
      return rank(a) - rank(b) || cheaper || byName(a, b)
    })
}

/** Whose models there are, by the names that people know. */
export const creatorsOf = (lines: readonly CatalogueLine[]): { slug: string; name: string }[] =>
  [...new Set(lines.map(({ creator }) => creator))]
    .filter((slug) => slug !== '')
    .map((slug) => ({ slug, name: creatorName(slug) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
