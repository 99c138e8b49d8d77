import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { generationKeys } from '#lib/generations/queries.ts'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'

type Pages = InfiniteData<GenerationPage, string | null>

/** A list that is on its way just now is older than what was put into it meanwhile: it is asked for again. */
function askAgain(client: QueryClient, team: string): void {
  const queryKey = generationKeys.list(team)
  if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey })
}

/** Puts a generation in its place: over its older self, or at the top. */
export function putGeneration(client: QueryClient, team: string, generation: Generation): void {
  client.setQueryData<Pages>(generationKeys.list(team), (data) => data && upserted(data, generation))
  askAgain(client, team)
}

export function removeGeneration(client: QueryClient, team: string, id: string): void {
  client.setQueryData<Pages>(
    generationKeys.list(team),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          generations: page.generations.filter((generation) => generation.id !== id),
        })),
      },
  )
  askAgain(client, team)
}

/** Newest first; of the same moment, the later id. */
const isNewer = (a: Generation, b: Generation) =>
  a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt

/** Over its older self, or where its time puts it among those that are loaded; older than all of them, nowhere. */
function upserted(data: Pages, generation: Generation): Pages {
  const isKnown = data.pages.some((page) => page.generations.some(({ id }) => id === generation.id))
  let isPlaced = isKnown
  const pages = data.pages.map((page) => {
    if (isKnown) {
      const generations = page.generations.map((older) => (older.id === generation.id ? generation : older))
      return { ...page, generations }
    }
    const next = page.generations.findIndex((other) => isNewer(generation, other))
    const at = next === -1 && page.next === null ? page.generations.length : next
    if (isPlaced || at === -1) return page
    isPlaced = true
    return { ...page, generations: page.generations.toSpliced(at, 0, generation) }
  })
  return { ...data, pages }
}
