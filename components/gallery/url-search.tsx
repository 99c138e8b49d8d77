'use client'

import { useSearchParam } from '#components/layout/use-search-param.ts'
import { SearchField } from './search-field.tsx'

/** The search that stands in the address. */
export function UrlSearch({ team }: { team: string }) {
  const [search, setSearch] = useSearchParam('search')
  return (
    <SearchField team={team} value={search ?? ''} onChange={(text) => setSearch(text || null, 'replace')} />
  )
}
