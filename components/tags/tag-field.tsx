'use client'

import { useQuery } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useId, useState } from 'react'
import { Input } from '#components/ui/input.tsx'
import { cn } from '#lib/cn.ts'
import { tagsQuery } from '#lib/tags/queries.ts'
import type { Tag } from '#lib/tags/schema.ts'

interface TagFieldProps {
  team: string
  label: string
  /** Those are there already, and not offered. */
  except: readonly string[]
  onAdd: (name: string) => void
}

const mostOffered = 8

/** As the server writes it, nearly: it has the last word. */
const tidy = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

function useSuggestions(team: string, text: string, except: readonly string[]): readonly Tag[] {
  const { data } = useQuery(tagsQuery(team))
  const wanted = tidy(text)
  if (wanted === '') return []
  const fits = (data?.tags ?? []).filter(({ name }) => name.includes(wanted) && !except.includes(name))
  return fits
    .toSorted(
      (a, b) => Number(b.name.startsWith(wanted)) - Number(a.name.startsWith(wanted)) || b.count - a.count,
    )
    .slice(0, mostOffered)
}

function useTagField({ team, except, onAdd }: TagFieldProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(-1)
  const offered = useSuggestions(team, text, except)
  const active = offered[at]

  function write(next: string): void {
    setText(next)
    setAt(-1)
  }

  function add(name: string): void {
    write('')
    if (tidy(name) !== '') onAdd(tidy(name))
  }

  const step = (by: 1 | -1) => () => {
    if (offered.length > 0) setAt((Math.max(at, by === 1 ? -1 : 0) + by + offered.length) % offered.length)
  }
  const put = () => add(active?.name ?? text)
  const keys: Partial<Record<string, () => void>> = {
    Enter: put,
    ',': put,
    ArrowDown: step(1),
    ArrowUp: step(-1),
    ...(text === '' ? {} : { Escape: () => write('') }),
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // The lightbox, which may be around it, has keys of its own.
    event.stopPropagation()
    const run = event.nativeEvent.isComposing ? undefined : keys[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }
  return { text, write, add, offered, active, onKeyDown }
}

/** Where a tag is typed, with those that there are as one types (WAI-ARIA combobox). Enter or a comma puts it on. */
export function TagField(props: TagFieldProps) {
  const id = useId()
  const { text, write, add, offered, active, onKeyDown } = useTagField(props)
  return (
    <div className="relative">
      <Input
        role="combobox"
        aria-label={props.label}
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active ? `${id}-${active.id}` : undefined}
        aria-autocomplete="list"
        placeholder={props.label}
        maxLength={60}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Tags"
        hidden={offered.length === 0}
        className="absolute inset-x-0 top-full z-10 mt-1 rounded-[10px] border border-line bg-raised p-1 shadow-float"
      >
        {offered.map((tag) => (
          // Keys are the field's, which keeps the focus and points here.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={tag.id}
            id={`${id}-${tag.id}`}
            role="option"
            aria-selected={tag === active}
            className={cn(
              'flex min-h-8 cursor-pointer items-center gap-3 rounded-[7px] px-2.5 text-small hover:bg-sunk max-md:min-h-11',
              tag === active && 'bg-sunk',
            )}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag.name)}
          >
            <span className="min-w-0 flex-1 truncate">{tag.name}</span>
            <span className="text-hint text-ink-3">{tag.count}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
