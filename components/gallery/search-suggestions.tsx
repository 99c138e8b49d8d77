'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { catalogueQuery } from '#lib/models/queries.ts'
import { searchNamesQuery } from '#lib/search/queries.ts'
import type { SuggestionKeys } from './search-input.tsx'
import type { Suggestion } from './suggest.ts'
import { suggest } from './suggest.ts'

interface SearchSuggestionsProps {
  id: string
  team: string
  text: string
  onChoose: (text: string) => void
  /** Told how the field's keys walk the list; null when there is none. */
  onKeys: (keys: SuggestionKeys | null) => void
}

const none: readonly string[] = []

function useNames(team: string) {
  const { data: names } = useQuery(searchNamesQuery(team))
  const { data: models } = useQuery(catalogueQuery(team))
  return {
    by: names?.people ?? none,
    album: names?.albums ?? none,
    tag: names?.tags ?? none,
    model: models?.map((model) => model.id) ?? none,
  }
}

/** Which of the items the arrows stand on, walked by the field's keys. */
function useListKeys(
  { id, text, onChoose, onKeys }: SearchSuggestionsProps,
  items: readonly Suggestion[],
): number {
  const [chosen, setChosen] = useState<{ text: string; at: number } | null>(null)
  const at = chosen?.text === text ? chosen.at : -1
  const active = items[at]?.text
  const count = items.length
  // Before it is painted: what one sees, the keys walk.
  useLayoutEffect(() => {
    const step = (steps: number) => setChosen({ text, at: (at + steps + count) % count })
    const press = (key: string): boolean => {
      if (key === 'ArrowDown') step(1)
      else if (key === 'ArrowUp') step(at < 0 ? 0 : -1)
      else if ((key === 'Enter' || key === 'Tab') && active !== undefined) onChoose(active)
      else return false
      return true
    }
    onKeys(count > 0 ? { press, activeId: active === undefined ? undefined : `${id}-${at}` } : null)
    // `onChoose` is new each time, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, text, at, active, count, onKeys])
  useEffect(() => () => onKeys(null), [onKeys])
  return at
}

/** What may be meant by what is being typed, below the field. Nothing is chosen until an arrow says so. */
export function SearchSuggestions(props: SearchSuggestionsProps) {
  const { id, team, text, onChoose } = props
  const items = suggest(text, useNames(team))
  const at = useListKeys(props, items)
  if (items.length === 0) return null
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-[min(360px,50dvh)] overflow-y-auto rounded-[10px] border border-line bg-raised p-1 shadow-float"
    >
      {items.map((item, index) => (
        // Keys are the field's, which keeps the focus and points here.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={item.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item.text)}
          className={cn(
            'flex min-h-9 cursor-pointer items-center gap-3 rounded-[7px] px-2.5 text-small hover:bg-sunk max-md:min-h-11',
            index === at && 'bg-sunk',
          )}
        >
          <span className="min-w-0 truncate">{item.text}</span>
          {item.hint && <span className="min-w-0 flex-1 truncate text-hint text-ink-3">{item.hint}</span>}
        </div>
      ))}
    </div>
  )
}
