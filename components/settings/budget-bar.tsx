import type { BudgetLine } from '#lib/budgets/schema.ts'
import { cn } from '#lib/cn.ts'
import { formatMoney } from '#lib/format.ts'

const percent = (part: number, whole: number) => (whole === 0 ? 100 : Math.min(100, (part / whole) * 100))

/** The words under a name: what is spent, what is under way, and of how much. */
function wordsOf({ limit, used: { spentMicros, reservedMicros } }: BudgetLine): string {
  const spent = `${formatMoney(spentMicros)} spent`
  const reserved = reservedMicros === 0 ? '' : `, ${formatMoney(reservedMicros)} reserved`
  return (
    spent + reserved + (limit ? ` of ${formatMoney(limit.limitMicros)}${limit.isHard ? '' : ', soft'}` : '')
  )
}

/** How much of a budget is used, in words and as a bar. */
export function BudgetBar({ line }: { line: BudgetLine }) {
  const { name, limit, used } = line
  const total = used.spentMicros + used.reservedMicros
  const isOver = limit !== null && total >= limit.limitMicros
  const isLow = limit !== null && limit.warnMicros !== null && total >= limit.warnMicros
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="truncate font-medium">{name}</span>
        <span
          className={cn(
            'text-hint tabular-nums',
            isOver ? 'text-danger' : isLow ? 'text-warn' : 'text-ink-3',
          )}
        >
          {wordsOf(line)}
        </span>
      </p>
      {limit && (
        <div aria-hidden="true" className="mt-2 flex h-1.5 overflow-hidden rounded-full bg-sunk">
          <span
            className={isOver ? 'bg-danger' : isLow ? 'bg-warn' : 'bg-accent'}
            style={{ width: `${percent(used.spentMicros, limit.limitMicros)}%` }}
          />
          <span
            className="bg-edge"
            style={{ width: `${percent(used.reservedMicros, limit.limitMicros)}%` }}
          />
        </div>
      )}
    </>
  )
}
