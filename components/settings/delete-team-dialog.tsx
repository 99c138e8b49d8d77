'use client'

import { useId, useState } from 'react'
import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { removeTeam } from '#lib/archive/actions.ts'

interface DeleteTeamDialogProps {
  team: string
  name: string
  onClose: () => void
}

/** Deletes the team, once its name is typed. */
export function DeleteTeamDialog({ team, name, onClose }: DeleteTeamDialogProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const form = useForm(({ name: given = '' }) => removeTeam({ team, name: given }))
  return (
    <Dialog
      title={`Delete ${name}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep the team</Button>
          <Button look="danger" type="submit" form={id} disabled={typed.trim() !== name} isBusy={form.isBusy}>
            Delete for good
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
        <p>
          Nobody opens it any more, at once, and its links are dead. Its pictures, prompts, costs and its log
          are removed after that. It cannot be had back: export it first if anybody may want it.
        </p>
        <Field label={`Type “${name}” to confirm`} error={form.errorOf('name')}>
          {(ids) => (
            <Input
              {...ids}
              name="name"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {form.error && (
          <Notice kind="danger" isAlert>
            {form.error}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}
