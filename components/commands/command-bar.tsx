'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Kbd } from '#components/ui/chip.tsx'
import { isTyping } from './keyboard.ts'

/** Loaded when they are first opened. */
const Palette = dynamic(async () => (await import('./palette.tsx')).Palette, { ssr: false })
const KeyboardMap = dynamic(async () => (await import('./keyboard-map.tsx')).KeyboardMap, { ssr: false })

type Opened = 'palette' | 'map' | null

function useGlobalKeys(open: (what: Opened) => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isPalette = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
      const isMap = event.key === '?' && !isTyping(event.target)
      if (!isPalette && !isMap) return
      event.preventDefault()
      open(isPalette ? 'palette' : 'map')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [open])
}

/** The way to everything by its name: a field to press, ⌘K, and `?` for the keys. */
export function CommandBar() {
  const [opened, open] = useState<Opened>(null)
  useGlobalKeys(open)
  return (
    <>
      <button
        type="button"
        className="flex h-8 w-48 items-center gap-2 rounded-control border border-line bg-surface px-2.5 text-small text-ink-3 transition-colors hover:border-edge max-lg:hidden"
        onClick={() => open('palette')}
      >
        <Search size={15} aria-hidden="true" />
        <span className="flex-1 text-left">Search or run</span>
        <span aria-hidden="true" className="text-ink-2">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {opened === 'palette' && <Palette onClose={() => open(null)} />}
      {opened === 'map' && <KeyboardMap onClose={() => open(null)} />}
    </>
  )
}
