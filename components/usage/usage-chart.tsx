import { formatMoney, plural } from '#lib/format.ts'
import type { Usage } from '#lib/usage/schema.ts'
import { cn } from '#lib/cn.ts'
import { colourOf, niceMax, stackOf } from './series.ts'
import { stepOf } from './usage-words.ts'

type Step = Usage['steps'][number]

const sumOf = ({ parts }: Step) => parts.reduce((sum, { micros }) => sum + micros, 0)

/** About so many days have room to be named. */
const mostLabels = 7

interface ColumnProps {
  step: Step
  by: 'day' | 'month'
  /** The places of the parts, from below. */
  places: ReadonlyMap<string, number>
  max: number
}

function Column({ step, by, places, max }: ColumnProps) {
  const pictures = step.parts.reduce((sum, part) => sum + part.pictures, 0)
  return (
    <div
      title={`${stepOf(step.at, by)}: ${formatMoney(sumOf(step))}, ${plural(pictures, 'picture')}`}
      className="flex h-full min-w-0 flex-1 flex-col-reverse overflow-hidden rounded-t-[3px] hover:bg-tint"
    >
      {stackOf(step.parts, places).map(({ place, micros }) => (
        <span
          key={place}
          className={cn('block w-full shrink-0 not-first:border-t not-first:border-surface', colourOf(place))}
          style={{ height: `${(100 * micros) / max}%` }}
        />
      ))}
    </div>
  )
}

/** What was spent, step by step, one part upon the other. The same figures stand in the table below it. */
export function UsageChart({ usage }: { usage: Usage }) {
  const { steps, step, parts, total } = usage
  const max = niceMax(Math.max(...steps.map(sumOf)))
  const places = new Map(parts.map(({ key }, place) => [key, place]))
  const every = Math.ceil(steps.length / mostLabels)
  const words = step === 'day' ? 'day by day' : 'month by month'
  return (
    <figure
      role="img"
      aria-label={`Spent ${words}: ${formatMoney(total.micros)} in all. The figures are in the table below.`}
      className="rounded-panel border border-line bg-surface px-5 pt-5 pb-3"
    >
      <div className="relative h-52" aria-hidden="true">
        {[1, 0.5].map((share) => (
          <div
            key={share}
            className="absolute inset-x-0 border-t border-line"
            style={{ bottom: `${100 * share}%` }}
          >
            <span className="absolute -top-2 right-0 bg-surface pl-2 text-hint text-ink-3 tabular-nums">
              {formatMoney(max * share)}
            </span>
          </div>
        ))}
        <div
          className={cn(
            'absolute inset-0 mr-14 flex items-end border-b border-line',
            steps.length > 40 ? 'gap-px' : 'gap-[3px]',
          )}
        >
          {steps.map((each) => (
            <Column key={each.at} step={each} by={step} {...{ places, max }} />
          ))}
        </div>
      </div>
      <div className="mt-2 mr-14 flex text-hint text-ink-3" aria-hidden="true">
        {steps.map(({ at }, index) => (
          <span key={at} className="relative h-4 min-w-0 flex-1">
            {index % every === 0 && (
              <span
                className={cn(
                  'absolute left-0 whitespace-nowrap tabular-nums',
                  index % (2 * every) !== 0 && 'max-md:hidden',
                )}
              >
                {stepOf(at, step, true)}
              </span>
            )}
          </span>
        ))}
      </div>
    </figure>
  )
}
