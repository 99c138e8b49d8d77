'use client'

import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { OutlineLoader } from './outline-loader.ts'
import type { Month } from './months.ts'

/** So long after the last scrolling the handle stays. */
const lingerMs = 1_200

/** Whether one scrolls, or has just done so. */
export function useIsScrolling(scroller: RefObject<HTMLElement | null>): boolean {
  const [isScrolling, setIsScrolling] = useState(false)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    function onScroll(): void {
      setIsScrolling(true)
      clearTimeout(timer)
      timer = setTimeout(() => setIsScrolling(false), lingerMs)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller])
  return isScrolling
}

interface ScrubbingOptions {
  months: readonly Month[]
  /** How far it is laid out, in pixels: what lies below is guessed. */
  known: number
  loader: OutlineLoader
  scroller: RefObject<HTMLElement | null>
  scrollTo: (top: number) => void
}

/** Goes to a place, or to a month: where that is not known yet, it is followed until it is. */
export function useScrubbing({ months, known, loader, scroller, scrollTo }: ScrubbingOptions) {
  const pending = useRef<string | null>(null)
  useEffect(() => {
    const element = scroller.current
    const forget = () => {
      pending.current = null
    }
    element?.addEventListener('wheel', forget, { passive: true })
    element?.addEventListener('pointerdown', forget)
    return () => {
      element?.removeEventListener('wheel', forget)
      element?.removeEventListener('pointerdown', forget)
    }
  }, [scroller])
  useLayoutEffect(() => {
    const month = months.find(({ key }) => key === pending.current)
    if (!month) return
    if (month.top < known) pending.current = null
    scrollTo(month.top)
  }, [months, known, scrollTo])
  return (top: number, month: Month | null) => {
    pending.current = month && month.top >= known ? month.key : null
    if (top >= known) loader.hurry()
    scrollTo(top)
  }
}
