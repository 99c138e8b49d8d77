import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { GalleryDay, GalleryFilter, GalleryPage, GalleryScope, ImageDetail, Outline } from './schema.ts'
import { outlinePage } from './schema/address.ts'

/** Colleagues are at work, too: what is older is asked for again when it is looked at. */
const freshMs = 30_000

export const galleryKeys = {
  /** Every list and every detail: for what may have changed any of them. */
  all: (team: string) => ['team', team, 'gallery'] as const,
  scope: (team: string, scope: GalleryScope) => [...galleryKeys.all(team), scope] as const,
  /** Every piece of one list: its outline and its pages. */
  list: (team: string, { scope, album, search }: GalleryFilter) =>
    [...galleryKeys.all(team), 'list', scope, album, search] as const,
  days: (team: string, scope: 'mine' | 'team') => [...galleryKeys.all(team), 'days', scope] as const,
  image: (team: string, id: string) => [...galleryKeys.all(team), 'image', id] as const,
}

function addressOf({ scope, album, search }: GalleryFilter, place: Record<string, string>): URLSearchParams {
  return new URLSearchParams({ scope, ...(album ? { album } : {}), ...(search ? { search } : {}), ...place })
}

/** A part of the gallery, the newest first, page by page. `first` is the page that came with the document. */
export const galleryQuery = (
  team: string,
  scope: GalleryScope,
  first?: GalleryPage,
  search: string | null = null,
) =>
  infiniteQueryOptions({
    queryKey: [...galleryKeys.scope(team, scope), ...(search ? [search] : [])] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = addressOf(
        { scope, album: null, search: search ?? '' },
        pageParam === null ? {} : { after: pageParam },
      )
      return fetchJson<GalleryPage>(`/api/t/${team}/gallery?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: freshMs,
    ...(first && !search ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  })

/** The shapes and days of a list, piece by piece: enough to lay it out. */
export const outlineQuery = (team: string, filter: GalleryFilter) =>
  infiniteQueryOptions({
    queryKey: [...galleryKeys.list(team, filter), 'outline'] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = addressOf(filter, pageParam === null ? {} : { after: pageParam })
      return fetchJson<Outline>(`/api/t/${team}/gallery/outline?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (piece) => piece.next,
    staleTime: freshMs,
  })

/** The images of a list from one cursor of its outline to the next. */
export const outlinePageQuery = (team: string, filter: GalleryFilter, from: string) =>
  queryOptions({
    queryKey: [...galleryKeys.list(team, filter), 'page', from] as const,
    queryFn: ({ signal }) => {
      const query = addressOf(filter, { from, limit: String(outlinePage) })
      return fetchJson<GalleryPage>(`/api/t/${team}/gallery?${query}`, { signal })
    },
    staleTime: freshMs,
  })

/** How many images each of the team's days has: of the viewer's own, or of all that the viewer sees. */
export const galleryDaysQuery = (team: string, scope: 'mine' | 'team') =>
  queryOptions({
    queryKey: galleryKeys.days(team, scope),
    queryFn: ({ signal }) =>
      fetchJson<GalleryDay[]>(`/api/t/${team}/gallery/days?scope=${scope}`, { signal }),
    staleTime: freshMs,
  })

/** Everything about one image. */
export const imageDetailQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: galleryKeys.image(team, id),
    queryFn: ({ signal }) => fetchJson<ImageDetail>(`/api/t/${team}/gallery/${id}`, { signal }),
    staleTime: freshMs,
  })
