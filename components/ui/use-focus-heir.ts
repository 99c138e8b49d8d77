'use client'

import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'

const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/** What comes after an element in the page's content, or the content itself. */
function heirOf(element: Element): HTMLElement | null {
  const main = element.closest('main')
  const others = [...(main?.querySelectorAll<HTMLElement>(reachable) ?? [])]
  const after = others.find(
    (other) =>
      element.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING && other.checkVisibility(),
  )
  return after ?? main
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
