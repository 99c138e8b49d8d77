import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { Batch, CellPage, FeedPage, Plan, PlanAnswer } from './schema.ts'

export const batchKeys = {
  feed: (team: string) => ['team', team, 'feed'] as const,
  /** Of every batch. */
  all: (team: string) => ['team', team, 'batches'] as const,
  one: (team: string, id: string) => ['team', team, 'batches', id] as const,
  cells: (team: string, id: string) => ['team', team, 'batches', id, 'cells'] as const,
  plan: (team: string, plan: Plan, reuse: boolean) => ['team', team, 'plan', plan, reuse] as const,
}

const pageOf = (place: string, value: string | number | null) =>
  value === null ? '' : `?${place}=${encodeURIComponent(value)}`

/** Single generations and batches, the newest first, page by page. `first` is the page that came with the document. */
export const feedQuery = (team: string, first: FeedPage) =>
  infiniteQueryOptions({
    queryKey: batchKeys.feed(team),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<FeedPage>(`/api/t/${team}/feed${pageOf('before', pageParam)}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
    // Kept true by events; asked again when they may have been missed.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** One batch; kept true by the `batch` events of the stream. */
export const batchQuery = (team: string, id: string, first?: Batch) =>
  queryOptions({
    queryKey: batchKeys.one(team, id),
    queryFn: ({ signal }) => fetchJson<Batch>(`/api/t/${team}/batches/${id}`, { signal }),
    ...(first ? { initialData: first } : {}),
  })

/** The cells of a batch in their order, page by page. */
export const cellsQuery = (team: string, id: string) =>
  infiniteQueryOptions({
    queryKey: batchKeys.cells(team, id),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CellPage>(`/api/t/${team}/batches/${id}/cells${pageOf('after', pageParam)}`, {
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })

/** What a plan comes to. Prices and what exists already change: it is asked anew for each look. */
export const planQuery = (team: string, plan: Plan, reuse: boolean) =>
  queryOptions({
    queryKey: batchKeys.plan(team, plan, reuse),
    queryFn: ({ signal }) =>
      fetchJson<PlanAnswer>(`/api/t/${team}/batches/plan`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ plan, reuse }),
        signal,
      }),
  })

/** Where a batch's images can be had in one file. */
export const batchZipUrl = (team: string, id: string) => `/api/t/${team}/batches/${id}/zip`
