'use client'

import { useId } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import type { Telling } from './preference.ts'
import { useTelling } from './preference.ts'

const notes: Partial<Record<Telling, string>> = {
  blocked: 'This browser blocks them: allow notifications for this page in its settings.',
  unsupported: 'This browser shows notifications only for pages over https.',
}

/** Whether the browser tells of long work that ends while one looks elsewhere. */
export function TellSwitch() {
  const id = useId()
  const [telling, change] = useTelling()
  const note = notes[telling]
  return (
    <>
      <div className="flex min-h-8 items-center justify-between gap-3 max-md:min-h-11">
        <label htmlFor={id} className="text-small">
          Tell me when long work ends
        </label>
        <Switch
          id={id}
          checked={telling === 'on'}
          disabled={note !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => void change(event.target.checked)}
        />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className="text-hint text-ink-3">
          {note}
        </p>
      )}
    </>
  )
}
