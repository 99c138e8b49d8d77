'use client'

import type { KeyboardEvent, RefObject } from 'react'
import { lazy, Suspense, useId, useState } from 'react'
import { lastPiece } from './suggest.ts'
import type { SearchText } from './use-search-text.ts'

const SearchSuggestions = lazy(async () => ({
  default: (await import('./search-suggestions.tsx')).SearchSuggestions,
}))

/** How the field's keys walk the list of suggestions. */
export interface SuggestionKeys {
  /** True where the key was the list's. */
  press: (key: string) => boolean
  activeId: string | undefined
}

interface SearchInputProps {
  ref: RefObject<HTMLInputElement | null>
  team: string
  search: SearchText
  /** The id of what is said of it. */
  problems: string
  /** Whether suggestions may be shown. */
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

/** Where a search is typed, with suggestions below it. */
export function SearchInput({ ref, team, search, isOpen, onOpen, problems }: SearchInputProps) {
  const { draft, type, removeChip } = search
  const list = useId()
  const [keys, setKeys] = useState<SuggestionKeys | null>(null)
  function choose(text: string): void {
    const typed = ref.current?.value ?? ''
    const before = typed.slice(0, typed.length - lastPiece(typed).length)
    type(`${before}${text}${text.endsWith(':') ? '' : ' '}`)
    onOpen(text.endsWith(':'))
    ref.current?.focus()
  }

  const ownKeys: Record<string, (input: HTMLInputElement) => void> = {
    Enter: () => {
      type(draft.text, 'all')
      onOpen(false)
    },
    ArrowDown: () => onOpen(true),
    Escape: () => onOpen(false),
    Backspace: ({ selectionStart, selectionEnd }) => {
      if (selectionStart === 0 && selectionEnd === 0 && draft.chips.length > 0)
        removeChip(draft.chips.length - 1)
    },
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (isOpen && keys?.press(event.key)) event.preventDefault()
    else ownKeys[event.key]?.(event.currentTarget)
  }

  return (
    <>
      <input
        ref={ref}
        role="combobox"
        aria-label="Search pictures"
        aria-expanded={isOpen && keys !== null}
        aria-controls={list}
        aria-activedescendant={isOpen ? keys?.activeId : undefined}
        aria-autocomplete="list"
        aria-describedby={problems}
        {...{ autoComplete: 'off', spellCheck: false }}
        enterKeyHint="search"
        placeholder={draft.chips.length === 0 ? 'Search pictures' : ''}
        className="min-w-24 flex-1 bg-transparent px-1 text-ink outline-none placeholder:text-ink-3 max-md:text-touch"
        value={draft.text}
        onChange={(event) => {
          type(event.target.value)
          onOpen(true)
        }}
        onClick={() => onOpen(true)}
        onBlur={() => onOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <Suspense fallback={null}>
          <SearchSuggestions id={list} team={team} text={draft.text} onChoose={choose} onKeys={setKeys} />
        </Suspense>
      )}
    </>
  )
}
