'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { plural } from '#lib/format.ts'
import { wildcardQuery, wildcardsQuery } from '#lib/wildcards/queries.ts'
import type { WildcardSummary } from '#lib/wildcards/schema.ts'
import { ListForm } from './list-form.tsx'

interface ListsDialogProps {
  team: string
  onClose: () => void
}

/** Which list is edited: one that there is, a new one, or none. */
type Edited = { id: string } | 'new' | null

/** What `__name__` stands for: the team's lists and one's own. */
export function ListsDialog({ team, onClose }: ListsDialogProps) {
  const [edited, edit] = useState<Edited>(null)
  const { data, isError } = useQuery(wildcardsQuery(team))
  return (
    <Dialog
      title="Lists"
      isOpen
      onClose={onClose}
      actions={edited === null && <Button onClick={onClose}>Close</Button>}
    >
      {edited === null ? (
        <>
          <p>
            <code className="font-mono text-hint">__colour__</code> in a prompt stands for each line of the
            list “colour”.
          </p>
          {isError && <p className="mt-3 text-danger">The lists cannot be loaded.</p>}
          <ul className="mt-3 max-h-[44dvh] divide-y divide-line overflow-y-auto text-ink">
            {data?.wildcards.map((list) => (
              <li key={list.id}>
                <ListLine list={list} onEdit={() => edit({ id: list.id })} />
              </li>
            ))}
          </ul>
          <Button className="mt-3" onClick={() => edit('new')}>
            <Plus size={15} aria-hidden="true" />
            New list
          </Button>
        </>
      ) : (
        <EditedList team={team} edited={edited} onDone={() => edit(null)} />
      )}
    </Dialog>
  )
}

function ListLine({
  list: { name, count, first, scope, isHidden },
  onEdit,
}: {
  list: WildcardSummary
  onEdit: () => void
}) {
  return (
    <button
      type="button"
      className="flex min-h-11 w-full items-center gap-3 rounded-control px-1 text-left hover:bg-sunk"
      onClick={onEdit}
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-hint text-ink-3">{first.join(', ')}</span>
      </span>
      <span className="shrink-0 text-hint text-ink-3">
        {plural(count, 'line')} ·{' '}
        {scope === 'mine' ? 'mine' : isHidden ? 'the team’s, hidden by mine' : 'the team’s'}
      </span>
    </button>
  )
}

function EditedList({
  team,
  edited,
  onDone,
}: {
  team: string
  edited: Exclude<Edited, null>
  onDone: () => void
}) {
  const id = edited === 'new' ? null : edited.id
  const { data } = useQuery({ ...wildcardQuery(team, id ?? ''), enabled: id !== null })
  if (id !== null && !data) return <p className="text-ink-3">Loading …</p>
  return <ListForm team={team} list={data ?? null} onDone={onDone} />
}
