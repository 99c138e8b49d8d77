'use client'

import { setSearchParams, useSearchParam } from '#components/layout/use-search-param.ts'
import type { LibraryQuery } from '#lib/prompts/schema.ts'
import type { LibraryPart, LibrarySort } from '#lib/prompts/schema/address.ts'
import { libraryParts, librarySorts } from '#lib/prompts/schema/address.ts'

/** What of the library is shown: prompts of a part, or the examples. */
export type LibraryShow = LibraryPart | 'examples'

export interface LibraryFilter {
  show: LibraryShow
  folder: string | null
  tag: string | null
  search: string
  sort: LibrarySort
}

const shows = [...libraryParts, 'examples'] as const

const names = ['show', 'folder', 'tag', 'search', 'sort'] as const

/** What the address leaves out. */
const usual: LibraryFilter = { show: 'all', folder: null, tag: null, search: '', sort: 'changed' }

/** In the address, so that it can be sent, and Back leads back. */
export function useLibraryFilter(): [LibraryFilter, (changes: Partial<LibraryFilter>) => void] {
  const [show] = useSearchParam('show')
  const [folder] = useSearchParam('folder')
  const [tag] = useSearchParam('tag')
  const [search] = useSearchParam('search')
  const [sort] = useSearchParam('sort')
  const filter: LibraryFilter = {
    show: shows.find((each) => each === show) ?? usual.show,
    folder,
    tag,
    search: search ?? usual.search,
    sort: librarySorts.find((each) => each === sort) ?? usual.sort,
  }
  function change(changes: Partial<LibraryFilter>): void {
    const params: Record<string, string | null> = {}
    // The rest of the address may be newer than what this page has heard.
    for (const name of names) {
      const value = changes[name]
      if (value !== undefined) params[name] = value === usual[name] ? null : value
    }
    // What is typed is no step of its own.
    setSearchParams(params, 'search' in changes ? 'replace' : 'push')
  }
  return [filter, change]
}

/** As the server is asked. */
export const queryOf = ({ show, folder, tag, search, sort }: LibraryFilter): LibraryQuery => ({
  part: show === 'examples' ? 'all' : show,
  ...(folder === null ? {} : { folder }),
  ...(tag === null ? {} : { tag }),
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...(sort === 'changed' ? {} : { sort }),
})
