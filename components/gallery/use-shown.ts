'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { firstPageQuery } from '#lib/images/queries.ts'
import type { GalleryDay, GalleryFilter, GalleryPage } from '#lib/images/schema.ts'

/** How a list begins, and the counts of its days. */
export interface Beginning {
  filter: GalleryFilter
  page: GalleryPage
  days: readonly GalleryDay[] | null
}

interface Shown extends Beginning {
  key: string
}

const keyOf = ({ scope, album, search }: GalleryFilter) => JSON.stringify([album ?? scope, search])

/** What came with the document is for the list that one sees first, once. */
function useDocument(first: Beginning, key: string): Beginning | null {
  const [firstKey, setFirstKey] = useState<string | null>(key)
  if (firstKey !== null && firstKey !== key) setFirstKey(null)
  return firstKey === key && keyOf(first.filter) === key ? first : null
}

const isSamePart = (one: GalleryFilter, other: GalleryFilter) =>
  one.scope === other.scope && one.album === other.album

/** What was shown last; another search of the same part takes its place when it is there. */
function useBefore(now: Shown | null, filter: GalleryFilter): Shown | null {
  const [last, setLast] = useState<Shown | null>(null)
  if (now && last?.key !== now.key) setLast(now)
  return last && isSamePart(last.filter, filter) ? last : null
}

/** What is shown of a list: how it begins, and while another search of it is on its way what was found before. */
export function useShown(team: string, filter: GalleryFilter, first: Beginning) {
  const key = keyOf(filter)
  const document = useDocument(first, key)
  const { data, error, refetch } = useQuery(firstPageQuery(team, filter, document?.page))
  const now = data ? { key, filter, page: data, days: document ? document.days : null } : null
  const before = useBefore(now, filter)
  return { filter, error, refetch, shown: now ?? (error ? null : before) }
}
