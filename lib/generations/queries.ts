import { infiniteQueryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { GenerationPage } from './schema.ts'
import { generationPageSchema } from './schema.ts'

export const generationKeys = {
  list: (team: string) => ['team', team, 'generations'] as const,
}

/** What the team made, the newest first, page by page. `first` is the page that came with the document. */
export const generationsQuery = (team: string, first: GenerationPage) =>
  infiniteQueryOptions({
    queryKey: generationKeys.list(team),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?before=${encodeURIComponent(pageParam)}`
      return fetchJson(generationPageSchema, `/api/t/${team}/generations${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
    // Kept true by events; asked again when they may have been missed.
    staleTime: Number.POSITIVE_INFINITY,
  })
