'use client'

import { useEffect, useRef } from 'react'

/** Asks for more when the end is near, once for each length of the list. */
export function useNearEnd(isNear: boolean, length: number, onNearEnd: () => void): void {
  const latest = useRef(onNearEnd)
  useEffect(() => {
    latest.current = onNearEnd
  })
  useEffect(() => {
    if (isNear) latest.current()
  }, [isNear, length])
}
