'use client'

import { useState } from 'react'
import { Textarea } from '#components/ui/input.tsx'
import type { JsonValue } from '#lib/models/schema.ts'
import type { ControlProps } from './controls.tsx'

function parse(text: string): JsonValue | undefined {
  try {
    // What JSON.parse gives is JSON.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

/** Anything that the schema describes and no other control fits: typed as JSON. */
export function JsonControl({ spec, value, onChange, ids }: ControlProps<'json'>) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value))
  const isBroken = text.trim() !== '' && parse(text) === undefined
  return (
    <>
      <Textarea
        {...ids}
        aria-invalid={isBroken || ids['aria-invalid']}
        rows={2}
        spellCheck={false}
        className="font-mono text-hint max-md:text-touch"
        placeholder={spec.default === null ? 'JSON' : JSON.stringify(spec.default)}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(parse(event.target.value))
        }}
      />
      {isBroken && <p className="text-small text-danger">This is not JSON yet, and is not sent.</p>}
    </>
  )
}
