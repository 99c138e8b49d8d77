'use client'

import type { ReactNode } from 'react'
import { useId } from 'react'
import { cn } from '#lib/cn.ts'

interface SegmentsProps<T extends string> {
  /** Names the group. */
  label: string
  options: readonly { value: T; label: ReactNode; name?: string }[]
  value: T | null
  onChange: (value: T) => void
  className?: string
  segmentClassName?: string
}

/** One of a few, all visible: a radio group that looks like a row of segments. */
export function Segments<T extends string>({
  label,
  options,
  value,
  onChange,
  className,
  segmentClassName,
}: SegmentsProps<T>) {
  const group = useId()
  return (
    <fieldset className={cn('flex min-w-0 rounded-control bg-sunk p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'relative flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-[6px] px-2 text-small text-ink-2 transition-colors hover:text-ink max-md:min-h-11',
            'has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line)]',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            'forced-colors:forced-color-adjust-none forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText]',
            segmentClassName,
          )}
        >
          <input
            type="radio"
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-[inherit] outline-none"
            name={group}
            value={option.value}
            aria-label={option.name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
