'use client'

import type { KeyboardEvent, PointerEvent } from 'react'
import { useState } from 'react'
import { panelWidth, panelWidthCookie } from './panel-width.ts'

const stepPx = 16
const yearSeconds = 365 * 24 * 60 * 60

/** How wide the panel is, and what a separator needs to change it by pointer or by arrows. Kept in this browser. */
export function usePanelWidth(first: number) {
  const [width, setWidth] = useState(first)

  function change(next: number): void {
    const fitting = Math.min(panelWidth.max, Math.max(panelWidth.min, Math.round(next)))
    setWidth(fitting)
    document.cookie = `${panelWidthCookie}=${fitting}; path=/; max-age=${yearSeconds}; samesite=lax`
  }

  const separator = {
    role: 'separator',
    tabIndex: 0,
    'aria-label': 'Width of the parameters',
    'aria-orientation': 'vertical',
    'aria-valuenow': width,
    'aria-valuemin': panelWidth.min,
    'aria-valuemax': panelWidth.max,
    onPointerDown: (event: PointerEvent<HTMLElement>) =>
      event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const handle = event.currentTarget
      if (!handle.hasPointerCapture(event.pointerId)) return
      change(event.clientX - (handle.parentElement?.getBoundingClientRect().left ?? 0))
    },
    onDoubleClick: () => change(panelWidth.usual),
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
      if (step) change(width + step)
    },
  } as const
  return { width, separator }
}
