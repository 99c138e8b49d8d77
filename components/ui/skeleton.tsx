import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

/** Where something will be, in its final shape. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={cn(
        'relative overflow-hidden rounded-picture bg-tint forced-colors:border',
        // Moved by the compositor alone: a hundred of them cost next to nothing.
        'after:pointer-events-none after:absolute after:inset-0 after:animate-sweep after:bg-[linear-gradient(100deg,transparent_30%,color-mix(in_oklch,var(--line)_55%,transparent)_50%,transparent_70%)]',
        className,
      )}
      {...props}
    />
  )
}
