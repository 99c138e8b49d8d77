import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { Room } from './schema.ts'

export const budgetKeys = { room: (team: string) => ['team', team, 'budget'] as const }

const freshMs = 15_000

/** What may still be spent this month. */
export const roomQuery = (team: string) =>
  queryOptions({
    queryKey: budgetKeys.room(team),
    queryFn: ({ signal }) => fetchJson<{ room: Room }>(`/api/t/${team}/budget`, { signal }),
    staleTime: freshMs,
  })
