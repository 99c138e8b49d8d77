import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { GalleryPage, GalleryScope, ImageDetail } from './schema.ts'

/** Colleagues are at work, too: what is older is asked for again when it is looked at. */
const freshMs = 30_000

export const galleryKeys = {
  /** Every list and every detail: for what may have changed any of them. */
  all: (team: string) => ['team', team, 'gallery'] as const,
  scope: (team: string, scope: GalleryScope) => [...galleryKeys.all(team), scope] as const,
  image: (team: string, id: string) => [...galleryKeys.all(team), 'image', id] as const,
}

/** A part of the gallery, the newest first, page by page. `first` is the page that came with the document. */
export const galleryQuery = (team: string, scope: GalleryScope, first?: GalleryPage) =>
  infiniteQueryOptions({
    queryKey: galleryKeys.scope(team, scope),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ scope, ...(pageParam === null ? {} : { after: pageParam }) })
      return fetchJson<GalleryPage>(`/api/t/${team}/gallery?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: freshMs,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  })

/** Everything about one image. */
export const imageDetailQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: galleryKeys.image(team, id),
    queryFn: ({ signal }) => fetchJson<ImageDetail>(`/api/t/${team}/gallery/${id}`, { signal }),
    staleTime: freshMs,
  })
