'use client'

import { ArrowUp } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

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

/** What came while one looks further down. */
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
