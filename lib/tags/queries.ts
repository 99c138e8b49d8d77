import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { TagList } from './schema.ts'

/** Colleagues tag, too: an older list is asked for again when it is looked at. */
const freshMs = 30_000

export const tagKeys = { list: (team: string) => ['team', team, 'tags'] as const }

/** The tags of images that the viewer sees. */
export const tagsQuery = (team: string) =>
  queryOptions({
    queryKey: tagKeys.list(team),
    queryFn: ({ signal }) => fetchJson<TagList>(`/api/t/${team}/tags`, { signal }),
    staleTime: freshMs,
  })
