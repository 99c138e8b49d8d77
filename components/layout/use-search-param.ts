'use client'

import { useSearchParams } from 'next/navigation'

type SetParam = (value: string | null, history: 'push' | 'replace') => void

/**
 * One parameter of the address, and how to change it; null is without. The server is not asked: what it said goes on.
 */
export function useSearchParam(name: string): [string | null, SetParam] {
  const value = useSearchParams().get(name)
  return [value, (next, history) => setSearchParams({ [name]: next }, history)]
}

/** Several at once: one step in the browser's history. */
export function setSearchParams(
  params: Readonly<Record<string, string | null>>,
  history: 'push' | 'replace',
): void {
  const url = new URL(window.location.href)
  for (const [name, value] of Object.entries(params)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  try {
    // The router hears of both, and tells every reader.
    if (history === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  } catch {
    // Safari takes a hundred in ten seconds; after that what is shown goes on, and the address stays behind.
  }
}
