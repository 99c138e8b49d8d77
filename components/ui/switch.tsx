import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

/** On or off, at once. A checkbox underneath, so that forms and readers know it. */
export function Switch({ className, checked, ...props }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <input
      type="checkbox"
      role="switch"
      checked={checked}
      aria-checked={checked}
      className={cn(
        'touch-target h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-edge p-0.5 transition-colors',
        'after:block after:size-4 after:rounded-full after:bg-white after:transition-transform',
        'checked:bg-accent checked:after:translate-x-4 checked:after:bg-on-colour disabled:cursor-default disabled:opacity-50',
        'forced-colors:border forced-colors:border-[ButtonText] forced-colors:bg-[Canvas] forced-colors:p-px forced-colors:forced-color-adjust-none forced-colors:after:bg-[ButtonText] forced-colors:checked:bg-[Highlight] forced-colors:checked:after:bg-[HighlightText]',
        className,
      )}
      {...props}
    />
  )
}
