import { queryOptions } from '@tanstack/react-query'
import { generationKeys } from '#lib/generations/queries.ts'
import { fetchJson } from '#lib/http.ts'
import type { Queue } from './schema.ts'

/** A private generation tells nobody but its own people that it has ended: so it is also asked for. */
const pollMs = 15_000

/** What runs and what waits. Below the key of the numbers, so that whatever asks for those again asks for it, too. */
export const queueLinesQuery = (team: string) =>
  queryOptions({
    queryKey: [...generationKeys.queue(team), 'lines'] as const,
    queryFn: ({ signal }) => fetchJson<Queue>(`/api/t/${team}/queue/lines`, { signal }),
    refetchInterval: pollMs,
  })
