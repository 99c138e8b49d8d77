'use client'

import { useEffect, useRef } from 'react'
import { isTyping } from '#components/commands/keyboard.ts'
import { chooseAll, chooseRange, clear, toggle } from './chosen.ts'
import type { Wall } from './use-wall.ts'

/** Choosing: one, or from the one before to this one. */
export function useChoosing({ store }: Wall) {
  const before = useRef<number | null>(null)
  return (position: number, isRange: boolean) => {
    const { list } = store.getState()
    const from = before.current
    before.current = position + list.origin
    if (isRange && from !== null) chooseRange(store, from - list.origin, position)
    else toggle(store, position)
  }
}

/** Ctrl or ⌘ and A chooses all that match, Escape none, wherever the focus is but in a text or a dialog. */
export function useChoosingKeys({ store }: Wall, isChoosing: boolean): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTyping(event.target)) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey)
      if (isAll) {
        event.preventDefault()
        chooseAll(store)
      } else if (event.key === 'Escape' && isChoosing) clear(store)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [store, isChoosing])
}
