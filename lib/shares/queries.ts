import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { ShareDetail, SharePage } from './schema/share.ts'

export const shareKeys = {
  all: (team: string) => ['team', team, 'shares'] as const,
  list: (team: string, search: string) => [...shareKeys.all(team), 'list', search] as const,
  one: (team: string, id: string) => [...shareKeys.all(team), 'one', id] as const,
}

/** The viewer's own links, the newest first. */
export const sharesQuery = (team: string, search: string) =>
  infiniteQueryOptions({
    queryKey: shareKeys.list(team, search),
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ search, ...(pageParam === '' ? {} : { after: pageParam }) })
      return fetchJson<SharePage>(`/api/t/${team}/shares?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

/** One link that the viewer may change. */
export const shareQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: shareKeys.one(team, id),
    queryFn: ({ signal }) => fetchJson<ShareDetail>(`/api/t/${team}/shares/${id}`, { signal }),
  })
