import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { Generation, PromptPage, QueueCounts } from './schema.ts'

export const generationKeys = {
  queue: (team: string) => ['team', team, 'queue'] as const,
  one: (team: string, id: string) => ['team', team, 'generation', id] as const,
  prompts: (team: string, search = '') => ['team', team, 'prompts', search] as const,
}

/** One generation, as it was when it was asked for. */
export const generationQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: generationKeys.one(team, id),
    queryFn: ({ signal }) => fetchJson<Generation>(`/api/t/${team}/generations/${id}`, { signal }),
  })

/** A private generation tells nobody but its own people that it has ended: so the numbers are also asked for. */
const queuePollMs = 15_000

/** How much waits and runs. */
export const queueQuery = (team: string, first?: QueueCounts) =>
  queryOptions({
    queryKey: generationKeys.queue(team),
    queryFn: ({ signal }) => fetchJson<QueueCounts>(`/api/t/${team}/queue`, { signal }),
    refetchInterval: queuePollMs,
    ...(first ? { initialData: first } : {}),
  })

/** Nobody but the viewer adds to them. */
const promptsFreshMs = 30_000

/** My last prompts, page by page; with a search, those that have its words. */
export const promptsQuery = (team: string, search = '') =>
  infiniteQueryOptions({
    queryKey: generationKeys.prompts(team, search),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...(search === '' ? {} : { search }),
        ...(pageParam === null ? {} : { before: pageParam }),
      })
      return fetchJson<PromptPage>(`/api/t/${team}/prompts?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: promptsFreshMs,
  })
