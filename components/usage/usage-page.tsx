import { ChartNoAxesColumn } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatMoney } from '#lib/format.ts'
import type { Usage, UsageQuestion } from '#lib/usage/schema.ts'
import { UsageChart } from './usage-chart.tsx'
import { UsageFilter } from './usage-filter.tsx'
import { OutcomesTable, PartsTable, StepsTable } from './usage-parts.tsx'

interface UsagePageProps {
  team: string
  asked: UsageQuestion
  usage: Usage
  children?: ReactNode
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-ink-2">{label}</dt>
      <dd className="mt-0.5 text-title tabular-nums">{children}</dd>
    </div>
  )
}

const missed = ['refused', 'failed', 'lost']

function Figures({ usage: { total, outcomes } }: { usage: Usage }) {
  const asked = outcomes.reduce((sum, { generations }) => sum + generations, 0)
  const without = outcomes.reduce(
    (sum, { status, generations }) => sum + (missed.includes(status) ? generations : 0),
    0,
  )
  return (
    <dl className="grid grid-cols-4 gap-x-8 gap-y-4 max-md:grid-cols-2">
      <Figure label="Spent">{formatMoney(total.micros)}</Figure>
      <Figure label="Pictures">{total.pictures.toLocaleString('en-US')}</Figure>
      <Figure label="A picture">
        {total.pictures > 0 ? formatMoney(Math.round(total.micros / total.pictures / 1000) * 1000) : '–'}
      </Figure>
      <Figure label="Without a picture">
        {asked > 0 ? `${Math.round((100 * without) / asked)} %` : '–'}
      </Figure>
    </dl>
  )
}

/** What was spent and made, and what came of it. */
export function UsagePage({ team, asked, usage, children }: UsagePageProps) {
  const { isAll, environment, hasOther, outcomes, timeZone } = usage
  const csv = new URLSearchParams({ range: asked.range, environment }).toString()
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-255 flex-col gap-6 px-7 py-7 max-md:px-4">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div>
            <h2 className="text-title">What was spent</h2>
            <p className="mt-1 text-small text-ink-2">
              {isAll ? 'Of the whole team' : 'What you asked for yourself'}, in days of {timeZone}.
              {environment === 'standin' &&
                ' The stand-in’s pictures: their bill is kept as if they had been paid.'}
            </p>
          </div>
          <div className="flex flex-wrap gap-2 max-md:w-full">
            <UsageFilter {...{ team, asked, environment, hasOther }} />
            {/* A file: nothing for the router. */}
            <a href={`/api/t/${team}/usage/csv?${csv}`} download className={buttonClass()}>
              Download as CSV
            </a>
          </div>
        </div>
        {outcomes.length === 0 && usage.parts.length === 0 ? (
          <EmptyState
            icon={<ChartNoAxesColumn size={20} />}
            title="Nothing was made in this time"
            action={
              <Link href={`/t/${team}/playground`} className={buttonClass('primary')}>
                Go to the playground
              </Link>
            }
          >
            What is generated shows here, with what it cost.
          </EmptyState>
        ) : (
          <>
            <Figures usage={usage} />
            <UsageChart usage={usage} />
            <StepsTable usage={usage} />
            <PartsTable team={team} usage={usage} by={asked.by} />
            {outcomes.length > 0 && <OutcomesTable outcomes={outcomes} />}
          </>
        )}
        {children}
      </div>
    </main>
  )
}
