'use client'

import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { wallWidthCookie } from './wall-width.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** How wide an element is, in pixels; `first` until it is measured. The measure is told to the server for next time. */
export function useWidth<E extends HTMLElement>(first: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const measured = entry.contentRect.width
      setWidth(measured)
      document.cookie = `${wallWidthCookie}=${Math.round(measured)}; path=/; max-age=${yearSeconds}; samesite=lax`
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
