'use client'

import { Notice } from '#components/ui/notice.tsx'
import { Switch } from '#components/ui/switch.tsx'
import type { PlanAnswer } from '#lib/batches/schema.ts'
import { formatMoney, plural } from '#lib/format.ts'

interface PlanSummaryProps {
  answer: PlanAnswer | undefined
  /** Why it could not be asked. */
  error: string | null
  reuse: boolean
  onReuse: (reuse: boolean) => void
}

/** What a plan comes to, before anything is spent. */
export function PlanSummary({ answer, error, reuse, onReuse }: PlanSummaryProps) {
  if (error !== null) return <Notice kind="danger">{error}</Notice>
  if (!answer) return <p className="text-small text-ink-3">Counting …</p>
  if (!answer.ok) return <Notice kind="danger">{answer.message}</Notice>
  const { cells, images, existing, toMake, price, problems, problemCount } = answer
  const cost = price.known ? `about ${formatMoney(price.micros)}` : price.reason
  return (
    <div className="flex flex-col gap-3 text-small">
      <p className="text-ink" role="status">
        {plural(cells, 'cell')}, {plural(images, 'image')} · {toMake < cells && `${toMake} to make: `}
        {cost}
      </p>
      {existing > 0 && (
        <label className="flex items-center gap-3 text-ink">
          <Switch checked={reuse} onChange={(event) => onReuse(event.target.checked)} />
          Reuse the {plural(existing, 'cell')} that exist already
        </label>
      )}
      {problemCount > 0 && (
        <Notice kind="danger">
          {plural(problemCount, 'cell')} cannot be made:
          <ul className="mt-1 list-disc pl-4">
            {problems.slice(0, 5).map(({ position, label, line, message }) => (
              <li key={position}>
                {line === null ? label : `Line ${line}`}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
