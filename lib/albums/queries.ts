import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { AlbumList } from './schema.ts'

/** Colleagues fill albums, too: an older list is asked for again when it is looked at. */
const freshMs = 30_000

export const albumKeys = { list: (team: string) => ['team', team, 'albums'] as const }

/** The team's albums, and of those in the trash the ones that the viewer may bring back. */
export const albumsQuery = (team: string) =>
  queryOptions({
    queryKey: albumKeys.list(team),
    queryFn: ({ signal }) => fetchJson<AlbumList>(`/api/t/${team}/albums`, { signal }),
    staleTime: freshMs,
  })
