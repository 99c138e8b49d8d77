'use client'

import { ChevronRight } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { plural } from '#lib/format.ts'
import type { ReadExtra } from './extra.ts'

/** Loaded when it is opened: few do. */
const ExtraEditor = lazy(async () => ({ default: (await import('./extra-editor.tsx')).ExtraEditor }))

interface ExtraFieldProps {
  extra: ReadExtra
  /** As typed. */
  text: string
  onChange: (text: string) => void
}

/** What the panel does not know and the API passes on: closed until somebody asks for it, and telling what is in it. */
export function ExtraField({ extra, text, onChange }: ExtraFieldProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { values, problem } = extra
  const count = Object.keys(values).length
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group/extra">
      <summary className="touch-target flex w-fit cursor-default items-center gap-1.5 rounded-[4px] font-medium">
        <ChevronRight size={15} aria-hidden="true" className="group-open/extra:rotate-90" />
        Extra JSON
        {problem === null && count > 0 && (
          <span className="text-hint font-normal text-ink-3">{plural(count, 'name')}</span>
        )}
        {problem !== null && <span className="text-hint font-normal text-danger">cannot be sent</span>}
      </summary>
      {isOpen && (
        <Suspense fallback={null}>
          <ExtraEditor text={text} problem={problem} onChange={onChange} />
        </Suspense>
      )}
    </details>
  )
}
