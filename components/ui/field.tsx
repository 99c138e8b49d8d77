import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { cn } from '#lib/cn.ts'

export interface FieldIds {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
}

interface FieldProps {
  label: string
  /** Stands beside the label: a button that explains, for instance. */
  mark?: ReactNode
  /** Small words at the right of the label. */
  aside?: ReactNode
  hint?: ReactNode
  error?: string | undefined
  children: (ids: FieldIds) => ReactNode
}

/** A label, a control, and the words below it, tied together for everybody. */
export function Field({ label, mark, aside, hint, error, children }: FieldProps) {
  const id = useId()
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-2">
      <div className={cn('flex items-center justify-between gap-3', mark && 'max-md:-mb-2 max-md:min-h-11')}>
        <span className="flex min-w-0 items-center gap-0.5 md:*:not-first:-my-0.5">
          <label htmlFor={id} className={cn('font-medium', aside && 'truncate')}>
            {label}
          </label>
          {mark}
        </span>
        {/* Gives way first: the label stays on one line. */}
        {aside && (
          <span
            className="min-w-0 shrink-999 truncate text-hint text-ink-3"
            {...(typeof aside === 'string' ? { title: aside } : {})}
          >
            {aside}
          </span>
        )}
      </div>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error !== undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-hint text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-small text-danger">
          <CircleAlert size={15} aria-hidden="true" className="mt-px" />
          {error}
        </p>
      )}
    </div>
  )
}
