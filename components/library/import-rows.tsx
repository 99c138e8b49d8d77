import { cn } from '#lib/cn.ts'
import { plural } from '#lib/format.ts'
import type { ImportPlan, ImportRow } from '#lib/prompts/schema.ts'

/** More than anybody reads; all of them are counted. */
const mostShown = 300

/** In the order in which one wants to know. */
const order = ['refused', 'changed', 'new', 'same'] as const

const outcomes: Record<ImportRow['outcome'], string> = {
  new: 'new',
  changed: 'changed',
  same: 'the same',
  refused: 'refused',
}

/** "version added; title, tags" */
function whatOf({ outcome, versions, details, reason, remarks }: ImportRow): string {
  if (outcome === 'refused') return reason ?? ''
  const added = outcome === 'new' && versions === 1 ? [] : versions > 0 ? [plural(versions, 'version')] : []
  return [...added, ...(details.length > 0 ? [details.join(', ')] : []), ...remarks].join('; ')
}

/** What would become of each row of a file. */
export function ImportRows({ plan: { rows, counts } }: { plan: ImportPlan }) {
  const sorted = rows.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
  const said = order.filter((outcome) => counts[outcome] > 0)
  return (
    <section aria-label="What would change">
      <p role="status" className="font-medium">
        {said.map((outcome) => `${counts[outcome]} ${outcomes[outcome]}`).join(', ')}
      </p>
      <div
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label="Rows"
        className="mt-2 max-h-[36dvh] overflow-y-auto rounded-control border border-line"
      >
        <ul className="divide-y divide-line text-small">
          {sorted.slice(0, mostShown).map((row) => (
            <li key={row.place} className="flex items-baseline gap-3 px-3 py-1.5">
              <span className="w-8 shrink-0 text-right text-hint text-ink-3">{row.place}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {row.title}
                  {row.slug !== null && (
                    <span className="ml-2 font-mono text-hint text-ink-3">/{row.slug}</span>
                  )}
                </span>
                {whatOf(row) !== '' && (
                  <span
                    className={cn(
                      'block text-hint break-words',
                      row.outcome === 'refused' ? 'text-danger' : 'text-ink-3',
                    )}
                  >
                    {whatOf(row)}
                  </span>
                )}
              </span>
              <span
                className={cn(
                  'shrink-0 text-hint',
                  row.outcome === 'refused'
                    ? 'text-danger'
                    : row.outcome === 'same'
                      ? 'text-ink-3'
                      : 'text-ink',
                )}
              >
                {outcomes[row.outcome]}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {rows.length > mostShown && (
        <p className="mt-2 text-hint text-ink-3">And {rows.length - mostShown} more.</p>
      )}
    </section>
  )
}
