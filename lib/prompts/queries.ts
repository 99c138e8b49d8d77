import type { InfiniteData } from '@tanstack/react-query'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import type {
  ImportPlan,
  LibraryFacets,
  LibraryPage,
  LibraryQuery,
  PromptDetail,
  PromptNames,
  PromptVersion,
} from './schema.ts'

/** Colleagues keep prompts, too: an older list is asked for again when it is looked at. */
const freshMs = 30_000

export const libraryKeys = {
  all: (team: string) => ['team', team, 'library'] as const,
  list: (team: string, filter: LibraryQuery) => [...libraryKeys.all(team), 'list', filter] as const,
  prompt: (team: string, id: string) => [...libraryKeys.all(team), 'prompt', id] as const,
}

/** What came with the document is newer than what was asked for before; what is here of that is asked for again. */
const since =
  <T>(isFirst: (data: T) => boolean) =>
  ({ state }: { state: { data: T | undefined } }): boolean | 'always' =>
    state.data === undefined || isFirst(state.data) || 'always'

const given = (filter: LibraryQuery) =>
  Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))

/** A part of the library, page by page; `first` came with the document. */
export const libraryQuery = (team: string, filter: LibraryQuery, first?: LibraryPage) =>
  infiniteQueryOptions({
    queryKey: libraryKeys.list(team, filter),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams([
        ...given(filter),
        ...(pageParam === null ? [] : [['after', pageParam]]),
      ])
      return fetchJson<LibraryPage>(`/api/t/${team}/library?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: freshMs,
    ...(first
      ? {
          initialData: { pages: [first], pageParams: [null] },
          refetchOnMount: since<InfiniteData<LibraryPage>>(({ pages }) => pages[0] === first),
        }
      : {}),
  })

/** Folders, tags, and how many prompts there are. */
export const facetsQuery = (team: string, first?: LibraryFacets) =>
  queryOptions({
    queryKey: [...libraryKeys.all(team), 'facets'] as const,
    queryFn: ({ signal }) => fetchJson<LibraryFacets>(`/api/t/${team}/library/facets`, { signal }),
    staleTime: freshMs,
    ...(first ? { initialData: first, refetchOnMount: since<LibraryFacets>((data) => data === first) } : {}),
  })

/** What every prompt is called, for completion. */
export const promptNamesQuery = (team: string) =>
  queryOptions({
    queryKey: [...libraryKeys.all(team), 'names'] as const,
    queryFn: ({ signal }) => fetchJson<PromptNames>(`/api/t/${team}/library/names`, { signal }),
    staleTime: freshMs,
  })

/** A prompt with its history. */
export const promptQuery = (team: string, id: string, first?: PromptDetail) =>
  queryOptions({
    queryKey: libraryKeys.prompt(team, id),
    queryFn: ({ signal }) => fetchJson<PromptDetail>(`/api/t/${team}/library/${id}`, { signal }),
    staleTime: freshMs,
    ...(first ? { initialData: first, refetchOnMount: since<PromptDetail>((data) => data === first) } : {}),
  })

/** One version: what it says never changes, what came of it does, and is asked for again. */
export const versionQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: [...libraryKeys.all(team), 'version', id] as const,
    queryFn: ({ signal }) => fetchJson<PromptVersion>(`/api/t/${team}/library/versions/${id}`, { signal }),
    staleTime: 0,
  })

interface Import {
  format: 'json' | 'csv'
  scope: Ownership
  file: Blob
}

/** What bringing a file in would change. */
export const askImportPlan = (team: string, { format, scope, file }: Import) =>
  fetchJson<ImportPlan>(`/api/t/${team}/library/import/plan?${new URLSearchParams({ format, scope })}`, {
    method: 'POST',
    body: file,
  })

/** Brings it in, as the plan said. */
export const bringIn = (team: string, { format, scope, file, plan }: Import & { plan: string }) =>
  fetchJson<ImportPlan>(`/api/t/${team}/library/import?${new URLSearchParams({ format, scope, plan })}`, {
    method: 'POST',
    body: file,
  })
