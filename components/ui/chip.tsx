import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

/** A short fact. */
export function Chip({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={cn('max-w-60 truncate rounded-[6px] bg-tint px-2 py-1 text-hint text-ink-2', className)}>
      {children}
    </span>
  )
}

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-[4px] border border-current/25 px-1 font-sans text-[11px] leading-4">
      {children}
    </kbd>
  )
}
