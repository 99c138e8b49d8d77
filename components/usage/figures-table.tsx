import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

interface Row {
  key: string
  head: ReactNode
  /** One for each column but the first. */
  cells: readonly string[]
}

interface FiguresTableProps {
  /** For those who listen. */
  caption: string
  /** The first is what the others are figures of. */
  columns: readonly string[]
  rows: readonly Row[]
}

const cell = 'px-4 py-2.5 max-md:px-3'
const number = 'text-right whitespace-nowrap tabular-nums'

/** Things, and figures of them. */
export function FiguresTable({ caption, columns, rows }: FiguresTableProps) {
  return (
    <div className="rounded-panel border border-line bg-surface">
      <table className="w-full">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-line text-small text-ink-2">
          <tr>
            {columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={cn(cell, 'text-left font-normal', at > 0 && 'text-right')}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row" className={cn(cell, 'text-left font-normal wrap-break-word')}>
                {head}
              </th>
              {cells.map((text, at) => (
                <td key={columns[at + 1]} className={cn(cell, number)}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
