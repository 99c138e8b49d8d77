import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { SavedSearch, SearchNames } from './schema.ts'

const freshMs = 60_000

export const searchKeys = { list: (team: string) => ['team', team, 'searches'] as const }

/** The viewer's own searches. */
export const searchesQuery = (team: string) =>
  queryOptions({
    queryKey: searchKeys.list(team),
    queryFn: ({ signal }) => fetchJson<SavedSearch[]>(`/api/t/${team}/searches`, { signal }),
    staleTime: freshMs,
  })

/** What a search can name. */
export const searchNamesQuery = (team: string) =>
  queryOptions({
    queryKey: ['team', team, 'search-names'],
    queryFn: ({ signal }) => fetchJson<SearchNames>(`/api/t/${team}/searches/names`, { signal }),
    staleTime: freshMs,
  })
