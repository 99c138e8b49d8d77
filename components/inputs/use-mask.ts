'use client'

import type { PointerEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Deed, Point } from './mask-drawing.ts'
import { fromMask, isBlank, paint, sizeOf } from './mask-drawing.ts'

/** Where the finger or the pen is, in the canvas's own pixels, also between two frames. */
function pointsOf({ nativeEvent, currentTarget }: PointerEvent<HTMLCanvasElement>): Point[] {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  const between = nativeEvent.getCoalescedEvents?.() ?? []
  return (between.length > 0 ? between : [nativeEvent]).map(({ clientX, clientY }) => ({
    x: ((clientX - left) / width) * currentTarget.width,
    y: ((clientY - top) / height) * currentTarget.height,
  }))
}

/** What a mask that was saved before had painted; null while there is none, or it is not there yet. */
function useBase(address: string | null, width: number, height: number) {
  const [base, setBase] = useState<HTMLCanvasElement | null>(null)
  useEffect(() => {
    if (address === null) return
    const image = new Image()
    image.onload = () => setBase(fromMask(image, { width, height }, colour))
    image.src = address
    return () => {
      image.onload = null
    }
  }, [address, width, height])
  return base
}

export interface Brush {
  /** Of the shorter edge, in percent. */
  size: number
  isErasing: boolean
}

/** Seen on every picture, and in both themes. */
const colour = '#0f9d8f'

/** A canvas that is painted on, and what was done on it, to be taken back. */
export function useMask(picture: { width: number; height: number }, address: string | null, brush: Brush) {
  const { width, height } = sizeOf(picture)
  const canvas = useRef<HTMLCanvasElement>(null)
  const base = useBase(address, width, height)
  const [deeds, setDeeds] = useState<readonly Deed[]>([])
  const current = useRef<Extract<Deed, { kind: 'stroke' }> | null>(null)

  useEffect(() => {
    if (canvas.current) paint(canvas.current, base, deeds, colour)
  }, [base, deeds])

  function begin(event: PointerEvent<HTMLCanvasElement>): void {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const thickness = Math.max(1, (Math.min(width, height) * brush.size) / 100)
    current.current = { kind: 'stroke', points: [], width: thickness, isErasing: brush.isErasing }
    go(event)
  }

  function go(event: PointerEvent<HTMLCanvasElement>): void {
    const stroke = current.current
    if (!stroke) return
    current.current = { ...stroke, points: [...stroke.points, ...pointsOf(event)] }
    paint(event.currentTarget, base, [...deeds, current.current], colour)
  }

  function end(): void {
    const stroke = current.current
    current.current = null
    if (stroke) setDeeds([...deeds, stroke])
  }

  return {
    canvas,
    /** What the canvas needs. */
    surface: {
      width,
      height,
      onPointerDown: begin,
      onPointerMove: go,
      onPointerUp: end,
      onPointerCancel: end,
    },
    isBlank: isBlank(deeds, base !== null),
    canUndo: deeds.length > 0,
    undo: () => setDeeds(deeds.slice(0, -1)),
    clear: () => setDeeds([...deeds, { kind: 'clear' }]),
  }
}
