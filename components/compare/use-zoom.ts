'use client'

import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Zoom } from './zoom.ts'
import { distance, panned, whole, zoomKey, zoomed } from './zoom.ts'

/** Of a double click. */
const doubleStep = 2.5

type Change = (change: (zoom: Zoom) => Zoom) => void

function useWheel(stage: RefObject<HTMLElement | null>, change: Change): void {
  useEffect(() => {
    const element = stage.current
    if (!element) return
    // React's own wheel listener is passive, and could not keep the page from scrolling.
    function onWheel(event: WheelEvent): void {
      event.preventDefault()
      if (!element) return
      const { left, top, width, height } = element.getBoundingClientRect()
      const at = { x: (event.clientX - left) / width - 0.5, y: (event.clientY - top) / height - 0.5 }
      change((zoom) => zoomed(zoom, Math.exp(-event.deltaY / 300), at))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage, change])
}

/** Drag with one finger or the mouse, pinch with two. */
function usePointers(change: Change) {
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const before = [...fingers.current.values()]
    const last = fingers.current.get(event.pointerId)
    if (!last) return
    const now = { x: event.clientX, y: event.clientY }
    fingers.current.set(event.pointerId, now)
    const { width, height } = event.currentTarget.getBoundingClientRect()
    const after = [...fingers.current.values()]
    if (before.length === 2) change((zoom) => zoomed(zoom, distance(after) / (distance(before) || 1)))
    else change((zoom) => panned(zoom, (now.x - last.x) / width, (now.y - last.y) / height))
  }
  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    fingers.current.delete(event.pointerId)
  }
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp }
}

/** One zoom for all pictures that are compared: by wheel, pinch, drag, and keys (+ − 0, arrows with Shift). */
export function useZoom() {
  const [zoom, change] = useState(whole)
  const stage = useRef<HTMLDivElement>(null)
  useWheel(stage, change)
  const pointer = usePointers(change)
  function onKey(event: KeyboardEvent): void {
    const move = zoomKey(event.key, event.shiftKey)
    if (move) change(move)
  }
  const reset = useCallback(() => change(whole), [])
  /** Nearer to where it was, or whole again. */
  function onDouble({ clientX, clientY, currentTarget }: MouseEvent): void {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const at = { x: (clientX - left) / width - 0.5, y: (clientY - top) / height - 0.5 }
    change((now) => (now.scale > 1 ? whole : zoomed(now, doubleStep, at)))
  }
  const transform = `scale(${zoom.scale}) translate(${zoom.x * 100}%, ${zoom.y * 100}%)`
  return { transform, isWhole: zoom.scale === 1, stage, onKey, onDouble, pointer, reset }
}
