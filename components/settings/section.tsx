import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

interface SectionProps {
  /** Where an address leads to it. */
  id?: string
  title: string
  lead?: ReactNode
  /** For lists and tables: over the whole width, below what it is about. */
  isWide?: boolean
  children: ReactNode
}

/** One subject of a settings page: what it is about, and what can be set. */
export function Section({ id, title, lead, isWide = false, children }: SectionProps) {
  return (
    <section
      {...(id === undefined ? {} : { id })}
      className={cn(
        'grid gap-x-12 gap-y-4 border-t border-line py-8 first:border-t-0',
        !isWide && 'lg:grid-cols-[220px_1fr]',
      )}
    >
      <div>
        <h2 className="font-semibold">{title}</h2>
        {lead && <p className="mt-1 max-w-130 text-small text-ink-2">{lead}</p>}
      </div>
      <div className={cn('min-w-0', !isWide && 'max-w-110')}>{children}</div>
    </section>
  )
}
