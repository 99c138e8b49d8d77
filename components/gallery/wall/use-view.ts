'use client'

import type { RefObject } from 'react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { countUpTo, rowOf } from './find.ts'
import type { Layout } from './layout.ts'
import type { WallList } from './list.ts'

/** Scrolling within a step changes nothing. */
const stepPx = 100
/** Nearer to the top than this one is at the top, and sees what comes. */
const topPx = 40
/** So long after the last scrolling one has arrived. */
const settledMs = 90
/** Of the window's height, in one frame: more is only passed by. */
const fastPart = 0.3

export interface View {
  top: number
  height: number
  /** How wide the scrollbar is. */
  bar: number
  /** Nothing is looked at yet: one passes by. */
  isFast: boolean
}

/** An image, by its number, and how far above the upper edge its row begins. */
interface Anchor {
  number: number
  offset: number
}

function anchorAt({ list, layout }: Shown, top: number): Anchor | null {
  if (top <= topPx || top >= layout.height) return null
  const row = Math.max(0, countUpTo(layout.tops, layout.rows, top) - 1)
  return { number: (layout.firsts[row] ?? 0) + list.origin, offset: top - (layout.tops[row] ?? 0) }
}

interface Shown {
  list: WallList
  layout: Layout
}

/** Tells passing by from looking: how far one came since the last time, and how long that took. */
function useSpeed(): (top: number, height: number) => boolean {
  const last = useRef({ top: 0, at: 0 })
  return useCallback((top, height) => {
    const now = performance.now()
    const { top: before, at } = last.current
    last.current = { top, at: now }
    const frames = Math.max(1, (now - at) / 16)
    return now - at < settledMs && Math.abs(top - before) / frames > height * fastPart
  }, [])
}

/** Says each time that one scrolls, or the window changes, and when one has arrived. */
function useScrolling(scroller: RefObject<HTMLElement | null>, look: (isFast: boolean) => void): void {
  const isFastAt = useSpeed()
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    function onScroll(): void {
      if (!element) return
      clearTimeout(timer)
      timer = setTimeout(() => look(false), settledMs)
      look(isFastAt(element.scrollTop, element.clientHeight))
    }
    const observer = new ResizeObserver(() => look(false))
    observer.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller, look, isFastAt])
}

/**
 * Which part of the wall is looked at. What is looked at stays where it is when the list changes above it, or the
 * width; at the very top one sees what comes.
 */
export function useView(scroller: RefObject<HTMLElement | null>, shown: Shown, firstHeight: number) {
  const [view, setView] = useState<View>({
    top: 0,
    height: firstHeight,
    bar: 0,
    isFast: false,
  })
  const latest = useRef({ shown, view })
  const anchor = useRef<Anchor | null>(null)

  const look = useCallback(
    (isFast: boolean) => {
      const element = scroller.current
      if (!element) return
      anchor.current = anchorAt(latest.current.shown, element.scrollTop)
      const next = {
        top: Math.floor(element.scrollTop / stepPx) * stepPx,
        height: element.clientHeight,
        bar: element.offsetWidth - element.clientWidth,
        isFast,
      }
      const last = latest.current.view
      const isSame =
        next.top === last.top &&
        next.height === last.height &&
        next.bar === last.bar &&
        isFast === last.isFast
      if (isSame) return
      latest.current.view = next
      setView(next)
    },
    [scroller],
  )

  useScrolling(scroller, look)

  const { layout, list } = shown
  useLayoutEffect(() => {
    latest.current.shown = { layout, list }
    const element = scroller.current
    if (!element) return
    const held = anchor.current
    if (held) {
      const position = Math.min(layout.count - 1, Math.max(0, held.number - list.origin))
      const top = (layout.tops[rowOf(layout, position)] ?? 0) + held.offset
      if (Math.abs(top - element.scrollTop) >= 1) element.scrollTo({ top, behavior: 'instant' })
    }
    look(latest.current.view.isFast)
    // Only where the wall was hung anew, or counts from another image.
  }, [layout, list, scroller, look])

  const scrollTo = useCallback(
    (top: number) => {
      scroller.current?.scrollTo({ top, behavior: 'instant' })
      look(false)
    },
    [scroller, look],
  )
  return { view, scrollTo, look }
}
