'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { closePopover, Popover } from '#components/ui/popover.tsx'
import { toast } from '#components/ui/toast.tsx'
import { deleteSearch, keepSearch } from '#lib/search/actions.ts'
import { searchesQuery, searchKeys } from '#lib/search/queries.ts'
import type { SavedSearch } from '#lib/search/schema.ts'

interface SavedSearchesProps {
  team: string
  /** What is searched for now. */
  value: string
  onChoose: (query: string) => void
}

/** Keeps the search under a name, and lists those that were kept. */
export function SavedSearches({ team, value, onChoose }: SavedSearchesProps) {
  return (
    <Popover
      label="Saved searches"
      kind="dialog"
      align="end"
      className="w-80 max-w-[calc(100vw-2rem)] p-2"
      opener={(opener) => (
        <Button {...opener} size="large" className="max-md:px-3" aria-label="Save search">
          <Bookmark size={16} aria-hidden="true" />
          <span className="max-md:hidden">Save search</span>
        </Button>
      )}
    >
      {value !== '' && <SaveForm team={team} value={value} />}
      <List team={team} onChoose={onChoose} />
    </Popover>
  )
}

function SaveForm({ team, value }: { team: string; value: string }) {
  const client = useQueryClient()
  const [name, setName] = useState(value.slice(0, 80))
  const [isBusy, setIsBusy] = useState(false)
  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    setIsBusy(true)
    const isDone = await act(() => keepSearch({ team, id: uuid(), name, query: value }))
    setIsBusy(false)
    if (!isDone) return
    toast(`“${name}” saved.`)
    closePopover(form)
    await client.invalidateQueries({ queryKey: searchKeys.list(team) })
  }
  return (
    <form className="flex gap-2 border-b border-line p-1 pb-3" onSubmit={(event) => void save(event)}>
      <Input
        aria-label="Name of the search"
        value={name}
        maxLength={80}
        required
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={isBusy}>
        Save
      </Button>
    </form>
  )
}

function List({ team, onChoose }: { team: string; onChoose: (query: string) => void }) {
  const client = useQueryClient()
  const { data: searches, isPending, isError } = useQuery(searchesQuery(team))
  const refresh = () => client.invalidateQueries({ queryKey: searchKeys.list(team) })
  async function remove(search: SavedSearch): Promise<void> {
    if (!(await act(() => deleteSearch({ team, id: search.id })))) return
    toast(`“${search.name}” deleted.`, {
      label: 'Undo',
      run: () => void act(() => keepSearch({ team, ...search })).then(refresh),
    })
    await refresh()
  }
  if (isPending) return <p className="px-2 py-4 text-ink-3">Loading …</p>
  if (isError)
    return <p className="px-2 py-4 text-ink-2">Your searches could not be loaded. Try again in a moment.</p>
  if (searches.length === 0) return <p className="px-2 py-4 text-ink-2">No search is saved yet.</p>
  return (
    <ul aria-label="Saved searches" className="max-h-80 overflow-y-auto pt-1">
      {searches.map((search) => (
        <li key={search.id} className="flex items-center gap-1 rounded-[7px] hover:bg-sunk">
          <button
            type="button"
            className="min-h-10 min-w-0 flex-1 px-2.5 py-1.5 text-left max-md:min-h-11"
            onClick={(event) => {
              closePopover(event.currentTarget)
              onChoose(search.query)
            }}
          >
            <span className="block truncate text-small">{search.name}</span>
            {search.name !== search.query && (
              <span className="block truncate text-hint text-ink-3">{search.query}</span>
            )}
          </button>
          <IconButton
            label={`Delete ${search.name}`}
            icon={<Trash2 size={15} aria-hidden="true" />}
            onClick={() => void remove(search)}
          />
        </li>
      ))}
    </ul>
  )
}
