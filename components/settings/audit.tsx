import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { AuditEvent, AuditFilter, AuditPage } from '#lib/audit/schema.ts'
import { formatInstant } from '#lib/format.ts'
import { AuditFilterForm } from './audit-filter.tsx'
import { sentenceOf } from './audit-words.ts'

interface AuditProps {
  team: string
  filter: AuditFilter
  page: AuditPage
}

const addressOf = (path: string, filter: AuditFilter, more: Record<string, string> = {}): string => {
  const given = Object.entries({ ...filter, ...more }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

function Line({ event, timeZone }: { event: AuditEvent; timeZone: string }) {
  return (
    <li className="flex gap-x-4 gap-y-0.5 px-4 py-2.5 max-md:flex-col">
      <time dateTime={event.at} className="w-36 shrink-0 text-small text-ink-2 tabular-nums md:leading-5">
        {formatInstant(event.at, timeZone)}
      </time>
      <p className="min-w-0 wrap-break-word">
        <span className="font-medium">{event.actor?.name ?? 'Atelier'}</span> {sentenceOf(event)}
      </p>
    </li>
  )
}

/** What changed access, money or shares: who, what, when. */
export function Audit({ team, filter, page }: AuditProps) {
  const here = `/t/${team}/settings/audit`
  return (
    <div className="flex flex-col gap-5 py-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h2 className="font-semibold">Audit log</h2>
          <p className="mt-1 max-w-130 text-small text-ink-2">
            Everything that changed access, money or links. It is written together with what it speaks of, and
            nobody can change it. Times are those of {page.timeZone}.
          </p>
        </div>
        {/* A file: nothing for the router. */}
        <a href={addressOf(`/api/t/${team}/audit/csv`, filter)} download className={buttonClass()}>
          Download as CSV
        </a>
      </div>
      <AuditFilterForm filter={filter} people={page.people} />
      {page.events.length === 0 ? (
        <EmptyState icon={<ScrollText size={20} />} title="Nothing here">
          Nothing of this kind happened in this time.
        </EmptyState>
      ) : (
        <ol
          aria-label="Audit log"
          className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
        >
          {page.events.map((event) => (
            <Line key={event.id} event={event} timeZone={page.timeZone} />
          ))}
        </ol>
      )}
      {page.next !== null && (
        <Link
          href={addressOf(here, filter, { before: page.next })}
          className={buttonClass('outline', 'small', 'self-center')}
        >
          Older
        </Link>
      )}
    </div>
  )
}
