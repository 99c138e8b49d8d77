import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { PresetList } from './schema.ts'

/** Colleagues keep presets, too: an older list is asked for again when it is opened. */
const freshMs = 60_000

export const presetKeys = { list: (team: string) => ['team', team, 'presets'] as const }

/** The viewer's own presets and the team's. */
export const presetsQuery = (team: string) =>
  queryOptions({
    queryKey: presetKeys.list(team),
    queryFn: ({ signal }) => fetchJson<PresetList>(`/api/t/${team}/presets`, { signal }),
    staleTime: freshMs,
  })
