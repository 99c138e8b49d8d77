'use client'

import type { ReactNode } from 'react'
import { usePanelWidth } from './use-panel-width.ts'

interface PanelProps {
  firstWidth: number
  /** Stands below, whatever is scrolled. */
  footer: ReactNode
  children: ReactNode
}

/** The panel at the left of a desk, as wide as one likes it. */
export function Panel({ firstWidth, footer, children }: PanelProps) {
  const { width, separator } = usePanelWidth(firstWidth)
  return (
    <div className="relative shrink-0 border-r border-line bg-surface max-md:hidden" style={{ width }}>
      <div className="flex h-full flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        <div className="flex gap-2 p-4 pt-2">{footer}</div>
      </div>
      <div
        {...separator}
        className="absolute inset-y-0 -right-1 w-2 cursor-col-resize touch-none hover:bg-accent-soft focus-visible:bg-accent-soft"
      />
    </div>
  )
}
