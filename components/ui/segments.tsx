'use client'

import type { ReactNode } from 'react'
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
  return (
    <fieldset className={cn('flex rounded-control bg-sunk p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-[6px] px-2 text-[13px] text-ink-2 max-md:min-h-10',
            'has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:ring-1 has-checked:ring-line',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            segmentClassName,
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={label}
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
