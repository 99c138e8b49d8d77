'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { callPreset } from '#lib/presets/actions.ts'
import { presetKeys } from '#lib/presets/queries.ts'
import type { Preset } from '#lib/presets/schema.ts'

interface RenamePresetProps {
  team: string
  preset: Preset
  onClose: () => void
}

/** Asks for a preset's new name. */
export function RenamePreset({ team, preset: { id, name: before }, onClose }: RenamePresetProps) {
  const client = useQueryClient()
  const [name, setName] = useState(before)
  const [problem, setProblem] = useState<string | undefined>()

  async function save(): Promise<void> {
    const failure = await failureOf(() => callPreset({ team, id, name }))
    setProblem(failure?.message)
    if (failure) return
    await client.invalidateQueries({ queryKey: presetKeys.list(team) })
    onClose()
  }

  return (
    <Dialog
      title="Rename the preset"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" onClick={() => void save()}>
            Rename
          </Button>
        </>
      }
    >
      <Field label="Name" error={problem}>
        {(ids) => <Input {...ids} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
    </Dialog>
  )
}
