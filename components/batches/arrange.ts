import type { BatchCell, PlannedAxis } from '#lib/batches/schema.ts'

/** Which axis runs down, which across, and which turns the page; indexes into the batch's axes. */
export interface Arrangement {
  rows: number | null
  columns: number
  pages: number | null
}

/** As it was planned: the last axis across, the one before it down, and before that the pages. */
export function planned(axes: readonly PlannedAxis[]): Arrangement {
  const last = axes.length - 1
  return { columns: last, rows: last >= 1 ? last - 1 : null, pages: last >= 2 ? last - 2 : null }
}

/** Puts an axis in a place; the one that was there goes where this one came from. */
export function place(arrangement: Arrangement, where: keyof Arrangement, axis: number): Arrangement {
  const from = (['rows', 'columns', 'pages'] as const).find((each) => arrangement[each] === axis)
  const swapped = from ? { ...arrangement, [from]: arrangement[where] } : arrangement
  return { ...swapped, [where]: axis }
}

export interface Sheet {
  columns: string[]
  rows: { label: string; cells: (BatchCell | undefined)[] }[]
}

const only = { label: '', values: [''] }

/** The cells of one page as a table. */
export function toSheet(
  axes: readonly PlannedAxis[],
  cells: readonly BatchCell[],
  { rows, columns, pages }: Arrangement,
  page: number,
): Sheet {
  const at = new Map(cells.map((cell) => [cell.coordinates.join(' '), cell]))
  const down = (rows === null ? undefined : axes[rows]) ?? only
  const across = axes[columns] ?? only
  return {
    columns: across.values,
    rows: down.values.map((label, y) => ({
      label,
      cells: across.values.map((_, x) => {
        const coordinates = axes.map((_axis, index) =>
          index === columns ? x : index === rows ? y : index === pages ? page : 0,
        )
        return at.get(coordinates.join(' '))
      }),
    })),
  }
}
