import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { ExampleFilter, ExampleList, MemberPage, StarterList } from './schema.ts'

/** Colleagues curate, too: an older list is asked for again when it is looked at. */
const freshMs = 30_000

export const exampleKeys = {
  all: (team: string) => ['team', team, 'examples'] as const,
  list: (team: string, filter: ExampleFilter) => [...exampleKeys.all(team), 'list', filter] as const,
}

/** Curated examples, in their order. */
export const examplesQuery = (team: string, filter: ExampleFilter) =>
  queryOptions({
    queryKey: exampleKeys.list(team, filter),
    queryFn: ({ signal }) => {
      const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
      return fetchJson<ExampleList>(`/api/t/${team}/examples?${new URLSearchParams(given)}`, { signal })
    },
    staleTime: freshMs,
  })

/** Which recipes to start with have a picture. */
export const startersQuery = (team: string) =>
  queryOptions({
    queryKey: [...exampleKeys.all(team), 'starters'] as const,
    queryFn: ({ signal }) => fetchJson<StarterList>(`/api/t/${team}/examples/starters`, { signal }),
    staleTime: freshMs,
  })

/** A member's page. */
export const memberPageQuery = (team: string, member: string, first: MemberPage) =>
  queryOptions({
    queryKey: [...exampleKeys.all(team), 'member', member] as const,
    queryFn: ({ signal }) => fetchJson<MemberPage>(`/api/t/${team}/people/${member}`, { signal }),
    staleTime: freshMs,
    initialData: first,
    // What came with the document is newer than what was asked for before: that is asked for again.
    refetchOnMount: ({ state }) => state.data === first || 'always',
  })
