import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { ListEntries, Wildcard, WildcardList } from './schema.ts'

/** Colleagues write lists, too: what is older is asked for again when it is looked at. */
const freshMs = 60_000

export const wildcardKeys = {
  /** Everything about lists: for whoever changes one. */
  all: (team: string) => ['team', team, 'wildcards'] as const,
}

/** The viewer's own lists and the team's, without their lines. */
export const wildcardsQuery = (team: string) =>
  queryOptions({
    queryKey: [...wildcardKeys.all(team), 'list'],
    queryFn: ({ signal }) => fetchJson<WildcardList>(`/api/t/${team}/wildcards`, { signal }),
    staleTime: freshMs,
  })

/** A list with all of its lines. */
export const wildcardQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: [...wildcardKeys.all(team), 'one', id],
    queryFn: ({ signal }) => fetchJson<Wildcard>(`/api/t/${team}/wildcards/${id}`, { signal }),
    staleTime: freshMs,
  })

/**
 * What a prompt that names these lists is expanded with: `new Map(Object.entries(lists))` is the language's Lists.
 * Names that there are not are left out.
 */
export const listEntriesQuery = (team: string, names: readonly string[]) => {
  const sorted = [...new Set(names)].toSorted()
  return queryOptions({
    queryKey: [...wildcardKeys.all(team), 'entries', sorted],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(sorted.map((name) => ['name', name]))
      return fetchJson<ListEntries>(`/api/t/${team}/wildcards/lists?${query}`, { signal })
    },
    staleTime: freshMs,
  })
}
