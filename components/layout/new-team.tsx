'use client'

import { useState } from 'react'
import { answerOf } from '#components/actions/failure.ts'
import { ownTimeZone } from '#components/auth/time-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { makeTeam } from '#lib/teams/actions.ts'

/** Makes another team on this server, and goes there. */
export function NewTeam({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  async function make(): Promise<void> {
    setIsBusy(true)
    const { data, failure } = await answerOf(() => makeTeam({ name, timeZone: ownTimeZone() }))
    setIsBusy(false)
    setProblem(failure?.message)
    // A page of its own: nothing of the other team is left in this one's memory.
    if (data) window.location.assign(`/t/${data.slug}/playground`)
  }
  return (
    <Dialog
      title="New team"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void make()}>
            Create team
          </Button>
        </>
      }
    >
      <p>It has its own pictures, members and money. You own it.</p>
      <form
        className="mt-4 text-ink"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <Field label="Team name" error={problem}>
          {(ids) => (
            <Input
              {...ids}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
