'use client'

import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

interface NoteFieldProps {
  note: string
  onChange: (note: string) => void
}

/** What a version is about. */
export function NoteField({ note, onChange }: NoteFieldProps) {
  return (
    <Field label="Note" hint="What is different, and why.">
      {(ids) => (
        <Input {...ids} maxLength={1_000} value={note} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
