'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { Input } from './input.tsx'

export interface SearchItem {
  id: string
  label: string
  /** Further words by which it is found, and not shown. */
  words?: string
  /** A second, smaller line. */
  note?: string
  /** Small words at the right. */
  aside?: ReactNode
  isDisabled?: boolean
  isChosen?: boolean
}

export interface SearchGroup {
  name: string
  items: readonly SearchItem[]
}

interface SearchListProps {
  label: string
  groups: readonly SearchGroup[]
  /** Said when nothing is found. */
  none: string
  onChoose: (id: string, inside: Element) => void
  /** Where the list is searched by somebody else, who is told what is typed. */
  onSearch?: (text: string) => void
  className?: string
}

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean)

function found(groups: readonly SearchGroup[], search: string): SearchGroup[] {
  const wanted = wordsOf(search)
  const fits = ({ label, words = '', note = '' }: SearchItem) => {
    const text = `${label} ${words} ${note}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  }
  return groups
    .map(({ name, items }) => ({ name, items: items.filter(fits) }))
    .filter(({ items }) => items.length > 0)
}

/** What is searched for, and which of the found ones the arrows stand on. */
function useSearch(groups: readonly SearchGroup[], isFilteredHere: boolean) {
  const [search, setSearch] = useState('')
  const [activeId, setActiveId] = useState<string | null>(null)
  const shown = isFilteredHere ? found(groups, search) : groups
  const choosable = shown.flatMap(({ items }) => items).filter(({ isDisabled }) => !isDisabled)
  const start = search === '' ? choosable.find(({ isChosen }) => isChosen) : undefined
  const active = choosable.find(({ id }) => id === activeId) ?? start ?? choosable[0]

  function move(step: number): SearchItem | undefined {
    const next = active && choosable.at((choosable.indexOf(active) + step) % choosable.length)
    if (next) setActiveId(next.id)
    return next
  }
  return { search, setSearch, shown, active, move }
}

/** A list that is searched by typing and walked by the arrows (WAI-ARIA combobox with a listbox). */
export function SearchList({ label, groups, none, onChoose, onSearch, className }: SearchListProps) {
  const id = useId()
  const { search, setSearch, shown, active, move } = useSearch(groups, onSearch === undefined)
  const idOf = (item: SearchItem) => `${id}-${item.id}`

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onChoose(active.id, event.currentTarget)
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = move(step)
    if (next) document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={cn('flex max-h-[min(440px,70dvh)] flex-col', className)}>
      <div className="border-b border-line p-2">
        <Input
          role="combobox"
          aria-label={label}
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? idOf(active) : undefined}
          aria-autocomplete="list"
          // It was opened to search; focus belongs here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          placeholder={label}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            onSearch?.(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {shown.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1">
          {shown.map(({ name, items }) => (
            <Group key={name} name={name}>
              {items.map((item) => (
                <Option
                  key={item.id}
                  id={idOf(item)}
                  item={item}
                  isActive={item.id === active?.id}
                  onChoose={onChoose}
                />
              ))}
            </Group>
          ))}
        </div>
      )}
      <p role="status" className="px-3 text-center text-ink-2 not-empty:py-6">
        {shown.length === 0 && none}
      </p>
    </div>
  )
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={name}>
      <p className="px-2.5 pt-2 pb-1 text-hint text-ink-3" aria-hidden="true">
        {name}
      </p>
      {children}
    </div>
  )
}

interface OptionProps {
  id: string
  item: SearchItem
  isActive: boolean
  onChoose: SearchListProps['onChoose']
}

function Option({ id, item, isActive, onChoose }: OptionProps) {
  const { label, note, aside, isDisabled = false, isChosen = false } = item
  return (
    // Keys are the search field's, which keeps the focus and points here.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={isDisabled}
      onClick={(event) => !isDisabled && onChoose(item.id, event.currentTarget)}
      className={cn(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-[7px] px-2.5 py-1.5 text-small hover:bg-sunk max-md:min-h-11',
        isActive && 'bg-sunk',
        isDisabled && 'cursor-default text-ink-3 hover:bg-transparent',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className={cn('block truncate', isChosen && 'font-medium text-accent')}>{label}</span>
        {note && <span className="block truncate text-hint text-ink-3">{note}</span>}
      </span>
      {aside && <span className="text-hint text-ink-3">{aside}</span>}
    </div>
  )
}
