'use client'

import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { describeExample } from '#lib/examples/actions.ts'
import type { Example } from '#lib/examples/schema.ts'
import { useExampleCommands } from './use-example-commands.ts'

interface EditExampleProps {
  team: string
  example: Example
  onClose: () => void
}

/** Changes what an example is called, and what is said of it. */
export function EditExample({ team, example, onClose }: EditExampleProps) {
  const { refresh } = useExampleCommands(team)
  const [title, setTitle] = useState(example.title)
  const [note, setNote] = useState(example.note)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  async function save(): Promise<void> {
    const failure = await failureOf(() => describeExample({ team, id: example.id, title, note }))
    setProblem(failure?.message)
    if (failure) return
    onClose()
    await refresh()
  }
  return (
    <Dialog
      title="About the example"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" type="submit" form="example">
            Save
          </Button>
        </>
      }
    >
      <form
        id="example"
        className="flex flex-col gap-4 text-ink"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label="Title" error={problem}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={120}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label="Note">
          {(ids) => (
            <Textarea
              {...ids}
              rows={3}
              maxLength={1_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
