import type { Benchmark } from '#lib/model-pages/schema/facts.ts'
import type { Ranking } from '#lib/model-pages/schema/page.ts'
import { plural } from '#lib/format.ts'
import { cn } from '#lib/cn.ts'
import { TextLink } from './part.tsx'

const cell = 'px-4 py-2 max-md:px-3'

function Figures({ title, note, source, columns, rows }: Benchmark) {
  return (
    <div className="min-w-0">
      <h4 className="text-small font-medium">{title}</h4>
      <p className="mt-0.5 max-w-160 text-small text-ink-2">
        {note} <TextLink href={source.href}>{source.title}</TextLink>
      </p>
      <div className="mt-2 rounded-panel border border-line bg-surface">
        <table className="w-full text-small">
          <caption className="sr-only">{title}</caption>
          <thead className="border-b border-line text-ink-2">
            <tr>
              {columns.map((column, at) => (
                <th
                  key={column}
                  scope="col"
                  className={cn(cell, 'font-normal', at === 0 ? 'text-left' : 'text-right')}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ name, isThis, cells }) => (
              <tr key={name} className={isThis && 'bg-accent-soft font-medium'}>
                <th scope="row" className={cn(cell, 'text-left font-[inherit] wrap-anywhere')}>
                  {name}
                </th>
                {cells.map((value, at) => (
                  <td key={columns[at + 1]} className={cn(cell, 'text-right tabular-nums')}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

interface BenchmarksProps {
  ranking: Ranking | null
  benchmarks: readonly Benchmark[]
}

/** What others measured, and what the team thinks. */
export function Benchmarks({ ranking, benchmarks }: BenchmarksProps) {
  return (
    <div className="flex flex-col gap-8">
      {ranking && (
        <p>
          <span className="font-medium">
            Place {ranking.place} of {ranking.of} in this team:
          </span>{' '}
          {ranking.mean.toFixed(1)} stars over {plural(ranking.ratings, 'rating')} of its pictures.
        </p>
      )}
      {benchmarks.map((benchmark) => (
        <Figures key={benchmark.title} {...benchmark} />
      ))}
    </div>
  )
}
