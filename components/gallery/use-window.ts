'use client'

import type { RefObject } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'

/** Drawn beyond both edges, so that scrolling does not show the making of it. */
const beyondPx = 600
/** Scrolling within a step changes nothing. */
const stepPx = 200

export interface Window {
  /** Of the first line that is there, and one after the last. */
  from: number
  to: number
  /** Pixels that the lines before and after would take. */
  before: number
  after: number
}

/** Which lines lie near the part that is looked at. `starts` are their upper edges and, last, the end of all. */
export function windowOf(starts: readonly number[], top: number, height: number): Window {
  const total = starts.at(-1) ?? 0
  const from = Math.max(0, countUpTo(starts, top - beyondPx) - 1)
  const to = Math.min(starts.length - 1, countUpTo(starts, top + height + beyondPx))
  return { from, to, before: starts[from] ?? 0, after: total - (starts[to] ?? total) }
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The window over lines of known heights (pixels) in an element that scrolls; `first` is its height until it is known. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  heights: readonly number[],
  first: number,
): Window {
  const view = useView(scroller, first)
  const starts = useMemo(() => {
    const edges = [0]
    for (const height of heights) edges.push((edges.at(-1) ?? 0) + height)
    return edges
  }, [heights])
  return windowOf(starts, view.top, view.height)
}

function useView(scroller: RefObject<HTMLElement | null>, first: number) {
  const [view, setView] = useState({ top: 0, height: first })
  const last = useRef(view)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    function look(): void {
      if (!element) return
      const top = Math.floor(element.scrollTop / stepPx) * stepPx
      const height = element.clientHeight
      if (last.current.top === top && last.current.height === height) return
      last.current = { top, height }
      setView(last.current)
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  return view
}
