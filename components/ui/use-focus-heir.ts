'use client'

import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'

const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/** What comes after an element in the page's content, or in what covers it; else the first there, or the content itself. */
function heirOf(element: Element): HTMLElement | null {
  const around = element.closest<HTMLElement>('main, dialog, [popover]')
  const others = [...(around?.querySelectorAll<HTMLElement>(reachable) ?? [])]
  const after = others.find(
    (other) =>
      element.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING && other.checkVisibility(),
  )
  if (after || around?.matches('main')) return after ?? around
  return others.find((other) => !element.contains(other)) ?? null
}

/** For what may go away with the focus in it: the focus goes on to what comes next, rather than nowhere. */
export function useFocusHeir<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null)
  useLayoutEffect(() => {
    const element = ref.current
    return () => {
      if (element?.contains(document.activeElement)) heirOf(element)?.focus()
    }
  }, [])
  return ref
}
