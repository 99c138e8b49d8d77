'use client'

import { useCallback, useEffect, useRef } from 'react'

/** The same function for as long as the component lives, doing what the newest one does. */
export function useLatest<A extends unknown[]>(run: (...values: A) => void): (...values: A) => void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  return useCallback((...values: A) => latest.current(...values), [])
}
