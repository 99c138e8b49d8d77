'use client'

import type { ReactNode } from 'react'
import { usePanelWidth } from './use-panel-width.ts'

/** The panel at the left of a desk, as wide as one likes it. */
export function Panel({ firstWidth, children }: { firstWidth: number; children: ReactNode }) {
  const { width, separator } = usePanelWidth(firstWidth)
  return (
    <div className="relative shrink-0 border-r border-line bg-surface max-md:hidden" style={{ width }}>
      <div className="h-full overflow-y-auto p-4">{children}</div>
      <div
        {...separator}
        className="absolute inset-y-0 -right-1 w-2 cursor-col-resize touch-none hover:bg-accent-soft focus-visible:bg-accent-soft"
      />
    </div>
  )
}
