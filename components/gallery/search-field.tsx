'use client'

import { Search, X } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import type { Term } from '#lib/search/schema/language.ts'
import { parseSearch, termText } from '#lib/search/schema/language.ts'
import { SearchInput } from './search-input.tsx'
import { useSearchText } from './use-search-text.ts'

const SavedSearches = lazy(async () => ({ default: (await import('./saved-searches.tsx')).SavedSearches }))

interface SearchFieldProps {
  team: string
  /** The search as text; what is typed is told by `onChange`, a moment after the last key. */
  value: string
  onChange: (value: string) => void
}

/** The gallery's search: filters as chips, then words; with suggestions, and searches that were saved. */
export function SearchField({ team, value, onChange }: SearchFieldProps) {
  const problems = useId()
  const input = useRef<HTMLInputElement>(null)
  const search = useSearchText(value, onChange)
  const [isTyping, setIsTyping] = useState(false)
  const { chips, text } = search.draft
  return (
    <div className="flex min-w-0 flex-1 items-start gap-2">
      <div className="relative min-w-0 flex-1">
        <div className="flex min-h-9 flex-wrap items-center gap-1.5 rounded-control border border-line bg-surface py-0.5 pr-1 pl-9 focus-within:border-accent hover:border-edge max-md:min-h-11">
          <Search
            size={16}
            aria-hidden="true"
            className="absolute top-2.5 left-3 text-ink-2 max-md:top-3.5"
          />
          {chips.map((term, at) => (
            <FilterChip
              key={`${at} ${termText(term)}`}
              term={term}
              onRemove={() => {
                search.removeChip(at)
                input.current?.focus()
              }}
            />
          ))}
          <SearchInput ref={input} {...{ team, search, problems }} isOpen={isTyping} onOpen={setIsTyping} />
          {search.value !== '' && (
            <button
              type="button"
              aria-label="Clear the search"
              className="rounded-control p-1.5 text-ink-3 hover:text-ink max-md:p-3"
              onClick={() => {
                search.clear()
                input.current?.focus()
              }}
            >
              <X size={15} aria-hidden="true" />
            </button>
          )}
        </div>
        <Problems id={problems} text={text} isTyping={isTyping} />
      </div>
      <Suspense fallback={<span className="h-9 w-28 shrink-0 max-md:size-11" />}>
        <SavedSearches team={team} value={search.value} onChoose={onChange} />
      </Suspense>
    </div>
  )
}

function FilterChip({ term, onRemove }: { term: Term; onRemove: () => void }) {
  return (
    <span className="flex max-w-full items-center rounded-[6px] bg-tint text-hint text-ink-2">
      <span className="truncate py-1 pl-2">{termText(term)}</span>
      <button
        type="button"
        aria-label={`Remove ${termText(term)}`}
        className="shrink-0 px-1.5 py-1 hover:text-ink max-md:p-2.5"
        onClick={onRemove}
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  )
}

/** What of a search is not understood; what is still being typed is left in peace. */
function Problems({ id, text, isTyping }: { id: string; text: string; isTyping: boolean }) {
  const problems = parseSearch(text).flatMap((piece) =>
    'problem' in piece && !(isTyping && piece.to === text.length)
      ? [`${text.slice(piece.from, piece.to)}: ${piece.problem}`]
      : [],
  )
  return (
    <p id={id} role="status" className="text-small text-danger not-empty:pt-1">
      {problems.join(' ')}
    </p>
  )
}
