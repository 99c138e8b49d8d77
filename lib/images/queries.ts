import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http.ts'
import type { GalleryDay, GalleryFilter, GalleryPage, GalleryScope, ImageDetail, Outline } from './schema.ts'

/** Colleagues are at work, too: what is older is asked for again when it is looked at. */
const freshMs = 30_000

export const galleryKeys = {
  /** Every list that is read page by page and every detail. The wall follows what it is told instead. */
  all: (team: string) => ['team', team, 'gallery'] as const,
  scope: (team: string, scope: GalleryScope) => [...galleryKeys.all(team), scope] as const,
  /** How a list begins: not asked for again by what follows it by itself. */
  first: (team: string, { scope, album, search }: GalleryFilter) =>
    ['team', team, 'wall', scope, album, search] as const,
  image: (team: string, id: string) => [...galleryKeys.all(team), 'image', id] as const,
}

/** A part of the gallery, the newest first, page by page: for a dialog that shows some. */
export const galleryQuery = (team: string, scope: GalleryScope) =>
  infiniteQueryOptions({
    queryKey: galleryKeys.scope(team, scope),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ scope, ...(pageParam === null ? {} : { after: pageParam }) })
      return fetchJson<GalleryPage>(`/api/t/${team}/gallery?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: freshMs,
  })

const addressOf = ({ scope, album, search }: GalleryFilter, place: Record<string, string>) =>
  new URLSearchParams({ scope, ...(album ? { album } : {}), ...(search ? { search } : {}), ...place })

/** Which images of a list: beginning with the one that a cursor names, or newer than it. */
interface PagePlace {
  from?: string
  before?: string
  limit: number
}

/** A page of a list. */
export const fetchGalleryPage = (
  team: string,
  filter: GalleryFilter,
  { limit, ...place }: PagePlace,
  signal: AbortSignal | null = null,
) =>
  fetchJson<GalleryPage>(`/api/t/${team}/gallery?${addressOf(filter, { ...place, limit: String(limit) })}`, {
    signal,
  })

/** A list as it begins: asked for each time that it is turned to. */
export const firstPageQuery = (team: string, filter: GalleryFilter, first?: GalleryPage) =>
  queryOptions({
    queryKey: galleryKeys.first(team, filter),
    queryFn: ({ signal }) => fetchGalleryPage(team, filter, { limit: 60 }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    ...(first ? { initialData: first } : {}),
  })

/** The shapes and days of a list, the piece after a cursor: enough to lay it out. */
export const fetchOutline = (
  team: string,
  filter: GalleryFilter,
  after: string | null,
  signal: AbortSignal,
) =>
  fetchJson<Outline>(`/api/t/${team}/gallery/outline?${addressOf(filter, after === null ? {} : { after })}`, {
    signal,
  })

/** How many images each of the team's days has: of the viewer's own, or of all that the viewer sees. */
export const fetchGalleryDays = (team: string, scope: 'mine' | 'team') =>
  fetchJson<GalleryDay[]>(`/api/t/${team}/gallery/days?scope=${scope}`)

/** Everything about one image. */
export const imageDetailQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: galleryKeys.image(team, id),
    queryFn: ({ signal }) => fetchJson<ImageDetail>(`/api/t/${team}/gallery/${id}`, { signal }),
    staleTime: freshMs,
  })
