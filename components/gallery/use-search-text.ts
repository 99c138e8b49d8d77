'use client'

import { useEffect, useRef, useState } from 'react'
import type { Term } from '#lib/search/schema/language.ts'
import { parseSearch, searchText } from '#lib/search/schema/language.ts'

/** What is asked for while one types. */
const waitMs = 150

export interface SearchDraft {
  /** Filters that are whole. */
  chips: readonly Term[]
  /** The rest, as typed. */
  text: string
}

/** Takes the filters out of a text: all of them, or those that are followed by a blank and so not typed on. */
function takeFilters(text: string, which: 'all' | 'ended'): SearchDraft {
  const chips: Term[] = []
  let rest = ''
  let at = 0
  for (const piece of parseSearch(text)) {
    if (!('term' in piece) || piece.term.condition.kind === 'words') continue
    if (which === 'ended' && piece.to === text.length) continue
    chips.push(piece.term)
    rest += text.slice(at, piece.from)
    at = piece.to
  }
  rest += text.slice(at)
  return { chips, text: chips.length > 0 ? rest.replace(/\s+/g, ' ').trimStart() : rest }
}

const joined = ({ chips, text }: SearchDraft) => [searchText(chips), text.trim()].filter(Boolean).join(' ')

const read = (value: string): SearchDraft => takeFilters(value, 'all')

/**
 * A search while it is being written: its filters as chips, and the words behind them. It is told a moment after the
 * last key, and follows `value` where that changes elsewhere: by the back button, or a saved search.
 */
export function useSearchText(value: string, onChange: (value: string) => void) {
  const [draft, setDraft] = useState(() => read(value))
  const latest = useRef(draft)
  const told = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (value === told.current) return
    clearTimeout(timer.current)
    told.current = value
    latest.current = read(value)
    setDraft(latest.current)
  }, [value])

  function change(next: SearchDraft, afterMs: number): void {
    latest.current = next
    setDraft(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const text = joined(next)
      if (text === told.current) return
      told.current = text
      tell.current(text)
    }, afterMs)
  }

  function type(text: string, which: 'all' | 'ended' = 'ended'): void {
    const taken = takeFilters(text, which)
    change(
      { chips: [...latest.current.chips, ...taken.chips], text: taken.text },
      which === 'all' ? 0 : waitMs,
    )
  }

  function removeChip(at: number): void {
    const { chips, text } = latest.current
    change({ chips: chips.filter((_, each) => each !== at), text }, 0)
  }

  return { draft, value: joined(draft), type, removeChip, clear: () => change({ chips: [], text: '' }, 0) }
}

export type SearchText = ReturnType<typeof useSearchText>
