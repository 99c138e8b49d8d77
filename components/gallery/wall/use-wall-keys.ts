'use client'

import type { FocusEvent, KeyboardEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { GalleryImage } from '#lib/images/schema.ts'
import { keyTarget, scrollFor } from './window.ts'
import type { Layout } from './layout.ts'
import type { WallList } from './list.ts'
import type { View } from './use-view.ts'

const tileOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null

interface KeysOptions {
  inner: RefObject<HTMLElement | null>
  list: WallList
  layout: Layout
  view: View
  /** Whether the list ends where it is laid out; else somebody can ask for the rest at once. */
  isWhole: boolean
  onHurry: () => void
  /** The positions that are drawn: from one to before another. */
  drawn: { from: number; to: number }
  imageAt: (position: number) => GalleryImage | undefined
  scrollTo: (top: number) => void
  /** What other keys do with a picture; says whether it was one of them. */
  onKey: (key: string, position: number, image: GalleryImage | undefined) => boolean
}

/** Pictures come, go and change their rows under the focus, which would be lost with each: it stays on the stop. */
function useKeptFocus(wall: RefObject<HTMLElement | null>, number: number) {
  const isInside = useRef(false)
  /** A number that the focus goes to as soon as it is drawn. */
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    const isLost = isInside.current && document.activeElement === document.body
    const target = wanted.current ?? (isLost ? number : null)
    if (target === null) return
    const link = wall.current?.querySelector<HTMLElement>(`[data-number="${target}"] > :is(a, button)`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  return {
    setInside: (value: boolean) => {
      isInside.current = value
    },
    want: (value: number) => {
      wanted.current = value
    },
  }
}

/** The end of a list that is not known whole yet is gone to once it is. */
function useEnd({ isWhole, onHurry }: KeysOptions, goToEnd: () => void): (isWanted: boolean) => void {
  const isWanted = useRef(false)
  useEffect(() => {
    if (!isWhole || !isWanted.current) return
    isWanted.current = false
    goToEnd()
  })
  return (value) => {
    isWanted.current = value && !isWhole
    if (isWanted.current) onHurry()
  }
}

/** One stop for Tab; arrows, Home, End and Page keys over the whole list, also over what is not there yet. */
export function useWallKeys(options: KeysOptions) {
  const { inner: wall, list, layout, view, drawn, imageAt, scrollTo, onKey } = options
  const [number, setNumber] = useState(0)
  const at = Math.min(Math.max(0, number - list.origin), layout.count - 1)
  const { setInside, want } = useKeptFocus(wall, at + list.origin)
  // What is not drawn cannot be reached by Tab: the first that is takes its place.
  const stop = at >= drawn.from && at < drawn.to ? at : drawn.from

  /** Shows a picture, wherever it is. */
  function reveal(position: number): void {
    const top = scrollFor(layout, position, {
      top: wall.current?.parentElement?.scrollTop ?? view.top,
      height: view.height,
    })
    if (top !== null) scrollTo(top)
  }

  function go(position: number): void {
    setNumber(position + list.origin)
    want(position + list.origin)
    reveal(position)
  }

  const setEndWanted = useEnd(options, () => go(layout.count - 1))

  function onFocus(event: FocusEvent<HTMLElement>): void {
    const tile = tileOf(event.target)
    if (tile) setNumber(Number(tile.dataset['number']))
    setInside(true)
  }

  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void {
    setInside(currentTarget.contains(relatedTarget))
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const tile = tileOf(event.target)
    if (!tile || event.metaKey || event.ctrlKey || event.altKey) return
    const position = Number(tile.dataset['at'])
    setEndWanted(event.key === 'End')
    const next = keyTarget({ list, layout, height: view.height }, position, event.key)
    if (next !== undefined) go(next)
    else if (!onKey(event.key, position, imageAt(position))) return
    event.preventDefault()
  }

  return { stop, reveal, handlers: { onFocus, onBlur, onKeyDown } }
}
