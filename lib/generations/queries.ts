import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { GenerationPage, QueueCounts } from './schema.ts'
import { generationPageSchema, queueCountsSchema } from './schema.ts'

export const generationKeys = {
  list: (team: string) => ['team', team, 'generations'] as const,
  queue: (team: string) => ['team', team, 'queue'] as const,
}

/** What the team made, the newest first, page by page. `first` is the page that came with the document. */
export const generationsQuery = (team: string, first: GenerationPage) =>
  infiniteQueryOptions({
    queryKey: generationKeys.list(team),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?before=${encodeURIComponent(pageParam)}`
      return fetchJson(generationPageSchema, `/api/t/${team}/generations${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
    // Kept true by events; asked again when they may have been missed.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** A private generation tells nobody but its own people that it has ended: so the numbers are also asked for. */
const queuePollMs = 15_000

/** How much waits and runs. */
export const queueQuery = (team: string, first?: QueueCounts) =>
  queryOptions({
    queryKey: generationKeys.queue(team),
    queryFn: ({ signal }) => fetchJson(queueCountsSchema, `/api/t/${team}/queue`, { signal }),
    refetchInterval: queuePollMs,
    ...(first ? { initialData: first } : {}),
  })
