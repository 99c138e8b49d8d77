import Link from 'next/link'
import { cn } from '#lib/cn.ts'
import { formatMoney } from '#lib/format.ts'
import { modelPath } from '#lib/models/schema/address.ts'
import type { Dimension, Usage } from '#lib/usage/schema.ts'
import { FiguresTable } from './figures-table.tsx'
import { colourOf } from './series.ts'
import { dimensionWords, outcomeOf, stepOf } from './usage-words.ts'

const count = (value: number) => value.toLocaleString('en-US')

interface PartsTableProps {
  team: string
  usage: Usage
  by: Dimension
}

/** What each part cost, and how many pictures it brought. */
export function PartsTable({ team, usage: { parts, total }, by }: PartsTableProps) {
  const shareOf = (micros: number) =>
    total.micros > 0 ? `${Math.round((100 * micros) / total.micros)} %` : '–'
  return (
    <FiguresTable
      caption="What was spent, in parts"
      columns={[dimensionWords[by].column, 'Pictures', 'Spent', 'Share']}
      rows={parts.map(({ key, name, micros, pictures }, place) => ({
        key,
        head: (
          <span className="flex items-center gap-2.5">
            <span aria-hidden="true" className={cn('size-2.5 shrink-0 rounded-[3px]', colourOf(place))} />
            {by === 'model' && key !== '' ? (
              <Link
                href={modelPath(team, key)}
                className="touch-target min-w-0 rounded-[4px] wrap-break-word underline decoration-edge underline-offset-4"
              >
                {name}
              </Link>
            ) : (
              <span className="min-w-0 wrap-break-word">{name}</span>
            )}
          </span>
        ),
        cells: [count(pictures), formatMoney(micros), shareOf(micros)],
      }))}
    />
  )
}

/** What became of what was asked for. */
export function OutcomesTable({ outcomes }: Pick<Usage, 'outcomes'>) {
  return (
    <FiguresTable
      caption="What became of it"
      columns={['What became of it', 'Generations', 'Cost']}
      rows={outcomes.map((outcome) => ({
        key: `${outcome.status} ${outcome.code}`,
        head: outcomeOf(outcome),
        cells: [count(outcome.generations), formatMoney(outcome.micros)],
      }))}
    />
  )
}

/** The figures of the chart, where there are any. */
export function StepsTable({ usage: { steps, step } }: { usage: Usage }) {
  const name = step === 'day' ? 'Day' : 'Month'
  const words = `Figures ${step} by ${step}`
  return (
    <details>
      <summary className="touch-target w-fit cursor-pointer text-small text-ink-2 hover:text-ink">
        {words}
      </summary>
      <div className="mt-3">
        <FiguresTable
          caption={words}
          columns={[name, 'Pictures', 'Spent']}
          rows={steps
            .filter(({ parts }) => parts.length > 0)
            .map(({ at, parts }) => ({
              key: at,
              head: stepOf(at, step),
              cells: [
                count(parts.reduce((sum, part) => sum + part.pictures, 0)),
                formatMoney(parts.reduce((sum, part) => sum + part.micros, 0)),
              ],
            }))}
        />
      </div>
    </details>
  )
}
