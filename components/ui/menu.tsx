'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { cn } from '#lib/cn.ts'
import type { Opener } from './popover.tsx'
import { closePopover, Popover } from './popover.tsx'

const itemsOf = (menu: HTMLElement) => [
  ...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])'),
]

/** Where the arrows, Home, End and a typed letter lead (WAI-ARIA Authoring Practices, menu button). */
function next(items: HTMLElement[], current: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(current + 1) % items.length]
    case 'ArrowUp':
      return items.at(current - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
  }
  if (key.length !== 1) return undefined
  const turned = [...items.slice(current + 1), ...items.slice(0, current + 1)]
  return turned.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()))
}

function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
  const menu = event.currentTarget
  if (event.key === 'Tab') return menu.hidePopover()
  if (event.key === ' ' || event.key === 'Enter') return
  const items = itemsOf(menu)
  const target = next(
    items,
    items.findIndex((item) => item === document.activeElement),
    event.key,
  )
  if (!target) return
  event.preventDefault()
  target.focus()
}

interface MenuProps {
  label: string
  opener: (opener: Opener) => ReactNode
  align?: 'start' | 'end'
  className?: string
  children: ReactNode
}

/** What is rare: a list of things to do, opened by a button, walked by arrows and letters. */
export function Menu({ label, opener, align, className, children }: MenuProps) {
  return (
    <Popover
      label={label}
      kind="menu"
      opener={opener}
      {...(align ? { align } : {})}
      className={cn('min-w-44 p-1', className)}
      onOpen={(menu) => itemsOf(menu)[0]?.focus()}
      onKeyDown={onKeyDown}
    >
      {children}
    </Popover>
  )
}

const item =
  'flex min-h-8 w-full items-center gap-2.5 rounded-[7px] px-2.5 py-1 text-left text-small hover:bg-sunk focus:bg-sunk focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent max-md:min-h-11'

interface MenuItemProps {
  icon?: ReactNode
  isDanger?: boolean
  /** One of several, of which one holds. */
  isChecked?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, isDanger = false, isChecked, onSelect, children }: MenuItemProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      {...(isChecked === undefined
        ? { role: 'menuitem' }
        : { role: 'menuitemradio', 'aria-checked': isChecked })}
      className={cn(item, isDanger && 'text-danger', isChecked && 'font-medium')}
      onClick={(event) => {
        closePopover(event.currentTarget)
        onSelect()
      }}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {isChecked && <span className="size-1.5 rounded-full bg-accent" aria-hidden="true" />}
    </button>
  )
}

/** A heading inside a menu, or a line between its parts. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <p className="px-2.5 pt-2 pb-1 text-hint text-ink-3">{children}</p>
}

export function MenuLine() {
  return <hr className="my-1 border-line" />
}
