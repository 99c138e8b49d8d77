'use client'

import type { ComponentProps, ReactNode } from 'react'
import { useId, useState } from 'react'
import { cn } from '#lib/cn.ts'

/** What a button needs to open a popover. */
export type Opener = Required<
  Pick<ComponentProps<'button'>, 'popoverTarget' | 'aria-expanded' | 'aria-haspopup' | 'style'>
>

interface PopoverProps {
  /** Names what opens. */
  label: string
  kind: 'dialog' | 'menu'
  /** The button; it spreads what it is given on itself. */
  opener: (opener: Opener) => ReactNode
  align?: 'start' | 'end'
  className?: string
  onOpen?: (popover: HTMLElement) => void
  onKeyDown?: ComponentProps<'div'>['onKeyDown']
  children: ReactNode
}

/** Closes the popover that an element stands in. */
export const closePopover = (inside: Element) => inside.closest<HTMLElement>('[popover]')?.hidePopover()

/** The browser's own popover, beside the button that opens it: a click elsewhere or Escape closes it, focus goes back. */
export function Popover({
  label,
  kind,
  opener,
  align,
  className,
  onOpen,
  onKeyDown,
  children,
}: PopoverProps) {
  const id = useId()
  const anchorName = `--${id.replaceAll(/\W/g, '')}`
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      {opener({ popoverTarget: id, 'aria-expanded': isOpen, 'aria-haspopup': kind, style: { anchorName } })}
      {/* The role is the caller's, and one of two that take keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        id={id}
        popover="auto"
        role={kind}
        aria-label={label}
        data-align={align}
        style={{ positionAnchor: anchorName }}
        onBeforeToggle={(event) => event.newState === 'open' && setIsOpen(true)}
        onToggle={(event) => {
          // Emptied once it is closed: the browser gives the focus back only from what is still there.
          if (event.newState === 'closed') setIsOpen(false)
          else onOpen?.(event.currentTarget)
        }}
        onKeyDown={onKeyDown}
        className={cn(
          'anchored rounded-[10px] border border-line bg-raised text-ink shadow-float open:animate-rise',
          className,
        )}
      >
        {isOpen && children}
      </div>
    </>
  )
}
