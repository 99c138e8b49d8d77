'use client'

import { useId } from 'react'
import { Textarea } from '#components/ui/input.tsx'
import { findJsonError } from './json-error.ts'

interface ExtraEditorProps {
  text: string
  problem: string | null
  onChange: (text: string) => void
}

/** Where extra JSON is typed, and what is wrong with it, and where. */
export function ExtraEditor({ text, problem, onChange }: ExtraEditorProps) {
  const id = useId()
  const where = problem === null ? null : findJsonError(text)
  return (
    <div className="mt-2 flex flex-col gap-2">
      <Textarea
        aria-label="Extra JSON"
        aria-describedby={problem === null ? `${id}-hint` : `${id}-hint ${id}-problem`}
        aria-invalid={problem !== null}
        rows={4}
        spellCheck={false}
        autoCapitalize="off"
        className="font-mono text-hint max-md:text-touch"
        placeholder={'{\n  "name": "value"\n}'}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className="text-hint text-ink-3">
        Sent beside the parameters as it is. What the panel decides cannot be set here.
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} className="text-small text-danger">
          {where ?? problem}
        </p>
      )}
    </div>
  )
}
