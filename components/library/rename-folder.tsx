'use client'

import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { callFolder } from '#lib/prompts/actions.ts'
import { usePromptCommands } from './use-prompt-commands.ts'

interface RenameFolderProps {
  team: string
  folder: { id: string; name: string }
  onClose: () => void
}

/** Asks for a folder's name. */
export function RenameFolder({ team, folder, onClose }: RenameFolderProps) {
  const { refresh } = usePromptCommands(team)
  const [name, setName] = useState(folder.name)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  async function save(): Promise<void> {
    const failure = await failureOf(() => callFolder({ team, id: folder.id, name }))
    setProblem(failure?.message)
    if (failure) return
    onClose()
    await refresh()
  }
  return (
    <Dialog
      title="Rename the folder"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" type="submit" form="folder-name">
            Rename
          </Button>
        </>
      }
    >
      <form
        id="folder-name"
        className="text-ink"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label="Name" error={problem}>
          {(ids) => (
            <Input {...ids} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
