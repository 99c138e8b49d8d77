'use client'

import { ArrowUp } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { SelectionBarProps } from './selection-bar.tsx'

const AlbumTray = lazy(async () => ({
  default: (await import('#components/albums/album-tray.tsx')).AlbumTray,
}))
const SelectionBar = lazy(async () => ({
  default: (await import('./selection-bar.tsx')).SelectionBar,
}))

/** What is at hand for pictures that are carried, or chosen. */
export function AtHand({ isCarrying, ...bar }: SelectionBarProps & { isCarrying: boolean }) {
  return (
    <Suspense fallback={null}>
      {isCarrying ? (
        <AlbumTray team={bar.team} except={bar.wall.filter.album} />
      ) : (
        bar.chosen > 0 && <SelectionBar {...bar} />
      )}
    </Suspense>
  )
}

/** What lies beyond all that is known yet: rows, as there will be some. */
export function Unknown({ top }: { top: number }) {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-x-0 bottom-0 bg-[repeating-linear-gradient(to_bottom,var(--tint)_0_184px,transparent_184px_190px)]"
      style={{ top }}
    />
  )
}

/** How many came above what one looks at. */
export function Arrived({ count, onGo }: { count: number; onGo: () => void }) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
      <Button className="pointer-events-auto animate-rise rounded-full bg-raised shadow-float" onClick={onGo}>
        <ArrowUp size={15} aria-hidden="true" />
        {count} new
      </Button>
    </div>
  )
}
