import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { BulkChangeList } from './schema.ts'

/** Often enough that a count moves, and seldom enough to cost nothing. */
const pollMs = 700

export const changeKeys = { list: (team: string) => ['team', team, 'changes'] as const }

/** The viewer's own changes of many images; asked again for as long as one runs. */
export const changesQuery = (team: string) =>
  queryOptions({
    queryKey: changeKeys.list(team),
    queryFn: ({ signal }) => fetchJson<BulkChangeList>(`/api/t/${team}/changes`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.changes.some((change) => change.state === 'running') ? pollMs : false,
  })
