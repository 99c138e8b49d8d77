'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Ownership } from '#lib/teams/schema.ts'
import { deleteWildcard, keepWildcard } from '#lib/wildcards/actions.ts'
import { wildcardKeys } from '#lib/wildcards/queries.ts'
import type { Wildcard } from '#lib/wildcards/schema.ts'
import { toLines } from '#lib/wildcards/schema.ts'

interface ListFormProps {
  team: string
  /** Null: a new one. */
  list: Wildcard | null
  onDone: () => void
}

function useListForm({ team, list, onDone }: ListFormProps) {
  const client = useQueryClient()
  const [id] = useState(() => list?.id ?? uuid())
  const [name, setName] = useState(list?.name ?? '')
  const [scope, setScope] = useState<Ownership>(list?.scope ?? 'mine')
  const [text, setText] = useState(list?.lines.join('\n') ?? '')
  const [problem, setProblem] = useState<string | null>(null)

  async function done(words: string): Promise<void> {
    await client.invalidateQueries({ queryKey: wildcardKeys.all(team) })
    toast(words)
    onDone()
  }
  async function save(): Promise<void> {
    const failure = await failureOf(() => keepWildcard({ team, id, scope, name, lines: toLines(text) }))
    setProblem(failure?.message ?? null)
    if (!failure) await done(`“${name.trim()}” saved.`)
  }
  async function remove(): Promise<void> {
    if (list && (await act(() => deleteWildcard({ team, id })))) await done(`“${list.name}” deleted.`)
  }
  return { name, setName, scope, setScope, text, setText, problem, save, remove }
}

/** A list: its name, whose it is, its lines. */
export function ListForm(props: ListFormProps) {
  const { list, onDone } = props
  const { name, setName, scope, setScope, text, setText, problem, save, remove } = useListForm(props)
  const canChange = list?.can.change ?? true
  return (
    <div className="flex flex-col gap-4 text-ink">
      <Field label="Name" hint="Letters and digits, as in __colour__.">
        {(ids) => (
          <Input
            {...ids}
            value={name}
            readOnly={!canChange}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {canChange && (
        <Segments
          label="Whose"
          options={[
            { value: 'mine', label: 'Mine' },
            { value: 'team', label: 'The team’s' },
          ]}
          value={scope}
          onChange={setScope}
        />
      )}
      <Field label="Lines" hint="One a line. A line may use the prompt language; “# ” begins a comment.">
        {(ids) => (
          <Textarea
            {...ids}
            rows={8}
            className="max-h-[36dvh]"
            readOnly={!canChange}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {problem !== null && (
        <Notice kind="danger" isAlert>
          {problem}
        </Notice>
      )}
      <Buttons {...{ canChange, onDone, save, remove }} isNew={list === null} />
    </div>
  )
}

interface ButtonsProps {
  isNew: boolean
  canChange: boolean
  onDone: () => void
  save: () => Promise<void>
  remove: () => Promise<void>
}

function Buttons({ isNew, canChange, onDone, save, remove }: ButtonsProps) {
  return (
    <div className="flex gap-2">
      {!isNew && canChange && (
        <Button look="quiet" className="text-danger" onClick={() => void remove()}>
          Delete
        </Button>
      )}
      <Button className="ml-auto" onClick={onDone}>
        Back
      </Button>
      {canChange && (
        <Button look="primary" onClick={() => void save()}>
          Save
        </Button>
      )}
    </div>
  )
}
