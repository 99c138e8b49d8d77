'use client'

import type { RefObject } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'

/** A picture of the page, read off its tile: nothing is sent twice. */
export interface SharedTile {
  number: string
  href: string
  image: HTMLImageElement
  /** Its width over its height. */
  shape: number
  by: string | null
}

function tiles(): SharedTile[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('a[data-shared]')].flatMap((link) => {
    const image = link.querySelector('img')
    const number = link.dataset['shared']
    if (!image || !number) return []
    const shape = Number(image.getAttribute('width')) / Number(image.getAttribute('height'))
    return [{ number, href: link.href, image, shape, by: link.dataset['by'] ?? null }]
  })
}

/** Which picture the address asks for: "#3". */
const asked = (): number | null => {
  const at = tiles().findIndex(({ number }) => `#${number}` === window.location.hash)
  return at === -1 ? null : at
}

const here = () => window.location.pathname + window.location.search

function useOpening(setAt: (at: number | null) => void): void {
  useEffect(() => {
    const follow = () => setAt(asked())
    function onClick(event: MouseEvent): void {
      const isPlain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      const link =
        event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-shared]') : null
      if (!link || !isPlain) return
      event.preventDefault()
      window.history.pushState(null, '', `#${link.dataset['shared']}`)
      follow()
    }
    document.addEventListener('click', onClick)
    window.addEventListener('popstate', follow)
    if (window.location.hash !== '') follow()
    return () => {
      document.removeEventListener('click', onClick)
      window.removeEventListener('popstate', follow)
    }
  }, [setAt])
}

function useModal(isOpen: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal()
    if (!isOpen) dialog.current?.close()
  }, [isOpen])
  return dialog
}

/** The picture that is looked at closely: in the address, so that Back closes it. */
export function useSharedLightbox() {
  const [at, setAt] = useState<number | null>(null)
  useOpening(setAt)
  const dialog = useModal(at !== null)
  const all = at === null ? [] : tiles()
  const move = useCallback(
    (step: number) => {
      const target = at === null ? undefined : tiles()[at + step]
      if (at === null || !target) return
      window.history.replaceState(null, '', `#${target.number}`)
      setAt(at + step)
    },
    [at],
  )
  const close = useCallback(() => {
    if (at === null) return
    const tile = tiles()[at]
    window.history.replaceState(null, '', here())
    setAt(null)
    // On the picture that was looked at last.
    tile?.image.closest('a')?.focus()
  }, [at])
  return { dialog, tile: at === null ? undefined : all[at], at, total: all.length, move, close }
}
