'use client'

import type { LucideIcon } from 'lucide-react'
import { Ellipsis } from 'lucide-react'
import { buttonClass } from './button.tsx'
import type { Opener } from './popover.tsx'

interface RarePartsProps {
  /** What the menu leads to. */
  label: string
  /** Which of it is shown; its name then stands on the button. */
  current: { label: string; icon: LucideIcon } | undefined
  opener: Opener
}

/** Opens a menu of the parts of a page that are rarely looked at, beside segments for what is daily. */
export function RareParts({ label, current, opener }: RarePartsProps) {
  return (
    <button
      type="button"
      {...opener}
      aria-label={current ? `${label}: ${current.label}` : label}
      className={buttonClass(
        current ? 'outline' : 'quiet',
        'small',
        current ? '' : 'w-8 px-0 max-md:w-11 max-md:px-0',
      )}
    >
      {current ? (
        <>
          <current.icon size={15} aria-hidden="true" />
          <span className="max-md:sr-only">{current.label}</span>
        </>
      ) : (
        <Ellipsis size={17} aria-hidden="true" />
      )}
    </button>
  )
}
