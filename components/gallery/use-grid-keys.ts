'use client'

import type { FocusEvent, KeyboardEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { GalleryImage } from '#lib/images/schema.ts'
import type { GalleryCommands } from './use-gallery-commands.ts'

const tileOf = (element: Element) => element.closest<HTMLElement>('[data-image]')
const middle = (element: Element) => {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}

/** The tile in the row above or below that lies nearest. */
function across(tiles: HTMLElement[], from: HTMLElement, direction: 1 | -1): HTMLElement | undefined {
  const { top } = from.getBoundingClientRect()
  const beyond = tiles.filter((tile) => Math.sign(tile.getBoundingClientRect().top - top) === direction)
  const nearestTop = beyond.reduce((best, tile) => {
    const distance = Math.abs(tile.getBoundingClientRect().top - top)
    return Math.min(best, distance)
  }, Number.POSITIVE_INFINITY)
  const row = beyond.filter((tile) => Math.abs(tile.getBoundingClientRect().top - top) <= nearestTop + 1)
  return row.toSorted((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0]
}

function target(list: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const tiles = [...list.querySelectorAll<HTMLElement>('[data-image]')]
  switch (key) {
    case 'ArrowRight':
      return tiles[tiles.indexOf(from) + 1]
    case 'ArrowLeft':
      return tiles[tiles.indexOf(from) - 1]
    case 'ArrowDown':
      return across(tiles, from, 1)
    case 'ArrowUp':
      return across(tiles, from, -1)
  }
  return undefined
}

/** Which picture Tab reaches: the one that had the focus last, or what took its place. */
function useStop(images: readonly GalleryImage[]) {
  const [last, setLast] = useState({ id: '', at: 0 })
  const at = images.findIndex(({ id }) => id === last.id)
  if (at !== -1 && at !== last.at) setLast({ id: last.id, at })
  const stop = images[at === -1 ? Math.min(last.at, images.length - 1) : at]?.id ?? null
  return { stop, setStop: (id: string) => setLast({ id, at: images.findIndex((image) => image.id === id) }) }
}

/** Pictures come, go and change their rows under the focus, which would be lost with each: it stays on the stop. */
function useKeptFocus(list: RefObject<HTMLElement | null>, stop: string | null): (isInside: boolean) => void {
  const isInside = useRef(false)
  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body) return
    list.current?.querySelector<HTMLElement>(`[data-image="${stop}"] a`)?.focus()
  })
  return (value) => {
    isInside.current = value
  }
}

/** One stop for Tab, arrows between the pictures, and keys for what is done most: `.` favourite, Delete. */
export function useGridKeys(
  list: RefObject<HTMLElement | null>,
  images: readonly GalleryImage[],
  commands: GalleryCommands,
) {
  const { stop, setStop } = useStop(images)
  const setIsInside = useKeptFocus(list, stop)

  function onFocus(event: FocusEvent<HTMLElement>): void {
    const id = tileOf(event.target)?.dataset['image']
    if (id) setStop(id)
    setIsInside(true)
  }

  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void {
    setIsInside(currentTarget.contains(relatedTarget))
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const tile = event.target instanceof Element ? tileOf(event.target) : null
    const image = images.find(({ id }) => id === tile?.dataset['image'])
    if (!tile || !image) return
    if (event.key === '.' && image.trashedAt === null) void commands.favourite(image)
    if (event.key === 'Delete' && image.can.remove) void commands.remove(image)
    const next = target(event.currentTarget, tile, event.key)
    if (!next) return
    event.preventDefault()
    next.querySelector('a')?.focus()
    next.scrollIntoView({ block: 'nearest' })
  }

  return { stop, onFocus, onBlur, onKeyDown }
}
