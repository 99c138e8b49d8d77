'use client'

import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef, useState } from 'react'
import { cn } from '#lib/cn.ts'
import type { Month } from './months.ts'
import { keyMonth, labelsOf, monthAt, nameOfMonth } from './months.ts'

interface ScrubberProps {
  months: readonly Month[]
  /** Of all, and of what is seen of it, in pixels. */
  total: number
  height: number
  top: number
  /** How wide the scrollbar is, beside which it stands. */
  bar: number
  /** One scrolls, or has just done so. */
  isScrolling: boolean
  onGo: (top: number, month: Month | null) => void
}

/** In hundredths of the way. */
const placeOf = (top: number, room: number) => 100 * Math.min(1, top / room)

/** The months beside the wall: pressed, dragged or walked by keys they show their pictures. */
export function Scrubber({ months, total, height, top, bar, isScrolling, onGo }: ScrubberProps) {
  const rail = useRef<HTMLDivElement>(null)
  const [isDragged, setIsDragged] = useState(false)
  const at = monthAt(months, top)
  const month = months[at]
  const room = Math.max(1, total - height)

  function goTo({ clientY }: PointerEvent): void {
    const box = rail.current?.getBoundingClientRect()
    if (box) onGo(Math.min(1, Math.max(0, (clientY - box.top) / box.height)) * room, null)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = months[keyMonth(months, at, event.key) ?? -1]
    if (!target) return
    event.preventDefault()
    // The end is the oldest picture, not where its month begins.
    const isEnd = event.key === 'End'
    onGo(isEnd ? room : target.top, isEnd ? null : target)
  }

  if (!month || months.length < 2 || total <= height * 1.5) return null
  return (
    <div
      className={cn(
        'absolute inset-y-0 z-10 w-14 py-3 select-none max-md:w-11 max-md:transition-opacity',
        !isScrolling &&
          !isDragged &&
          'max-md:pointer-events-none max-md:opacity-0 max-md:focus-within:opacity-100',
      )}
      style={{ right: bar }}
    >
      <div
        ref={rail}
        role="slider"
        tabIndex={0}
        aria-label="Date"
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={months.length - 1}
        aria-valuenow={at}
        aria-valuetext={nameOfMonth(month.key)}
        className="relative size-full cursor-pointer touch-none rounded-control focus-visible:-outline-offset-2"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setIsDragged(true)
          goTo(event)
        }}
        onPointerMove={(event) => isDragged && goTo(event)}
        onPointerUp={() => setIsDragged(false)}
        onPointerCancel={() => setIsDragged(false)}
      >
        <Labels {...{ months, total }} current={month.key} px={height - 24} />
        <Handle place={placeOf(top, room)} />
        {(isDragged || isScrolling) && (
          <Bubble {...{ isDragged }} place={placeOf(top, room)} text={nameOfMonth(month.key)} />
        )}
      </div>
    </div>
  )
}

function Handle({ place }: { place: number }) {
  return (
    <span
      aria-hidden="true"
      className="absolute right-0 h-0.5 w-3 -translate-y-1/2 rounded-full bg-accent max-md:right-1 max-md:h-11 max-md:w-1.5 max-md:bg-ink-3"
      style={{ top: `${place}%` }}
    />
  )
}

function Bubble({ isDragged, place, text }: { isDragged: boolean; place: number; text: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'absolute right-full mr-1 -translate-y-1/2 rounded-control bg-button px-2.5 py-1 text-small font-medium whitespace-nowrap text-button-ink shadow-float',
        !isDragged && 'md:hidden',
      )}
      style={{ top: `${place}%` }}
    >
      {text}
    </span>
  )
}

interface LabelsProps {
  months: readonly Month[]
  current: string
  total: number
  px: number
}

function Labels({ months, current, total, px }: LabelsProps) {
  return labelsOf(months, total, px).map(({ key, at, text }) => (
    <span
      key={key}
      aria-hidden="true"
      className={cn(
        'absolute right-3.5 -translate-y-1/2 text-hint max-md:hidden',
        key === current ? 'font-semibold text-ink' : 'text-ink-3',
      )}
      style={{ top: `${at * 100}%` }}
    >
      {text ?? '·'}
    </span>
  ))
}
