'use client'

import { Download } from 'lucide-react'
import { memo, useState } from 'react'
import { ReuseButton } from '#components/gallery/reuse-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { Tile } from '#components/playground/tile.tsx'
import { describeFailure } from '#components/playground/words.ts'
import type { BatchCell, PlannedAxis } from '#lib/batches/schema.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import type { Arrangement, Sheet } from './arrange.ts'
import { place, planned, toSheet } from './arrange.ts'

interface GridProps {
  team: string
  /** The batch's, by which a saved sheet is named. */
  title: string
  axes: readonly PlannedAxis[]
  cells: readonly BatchCell[]
}

/** A matrix: every value of an axis with every value of the others. Drawn again when a cell changes, not a number. */
export const Grid = memo(function Grid({ team, title, axes, cells }: GridProps) {
  const [arrangement, setArrangement] = useState<Arrangement>(() => planned(axes))
  const [page, setPage] = useState(0)
  const sheet = toSheet(axes, cells, arrangement, page)
  const pageAxis = arrangement.pages === null ? undefined : axes[arrangement.pages]

  async function save(): Promise<void> {
    const { exportSheet } = await import('./export-sheet.ts')
    await exportSheet(team, title, sheet).catch(() => toast('The image could not be made.'))
  }

  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        {axes.length > 1 && (
          <AxisPlaces
            names={axes.map(({ label }) => label)}
            arrangement={arrangement}
            onChange={(next) => {
              setPage(0)
              setArrangement(next)
            }}
          />
        )}
        {pageAxis && (
          <Segments
            label={pageAxis.label}
            options={pageAxis.values.map((label, index) => ({ value: String(index), label: label || '–' }))}
            value={String(page)}
            onChange={(value) => setPage(Number(value))}
          />
        )}
        <Button className="ml-auto" onClick={() => void save()}>
          <Download size={15} aria-hidden="true" />
          Export as one image
        </Button>
      </div>
      <SheetTable team={team} sheet={sheet} />
    </>
  )
})

interface AxisPlacesProps {
  names: readonly string[]
  arrangement: Arrangement
  onChange: (arrangement: Arrangement) => void
}

const placeNames = { columns: 'Across', rows: 'Down', pages: 'Pages' } as const

function AxisPlaces({ names, arrangement, onChange }: AxisPlacesProps) {
  const places = (['columns', 'rows', 'pages'] as const).filter((each) => arrangement[each] !== null)
  return places.map((each) => (
    <div key={each} className="w-40">
      <Field label={placeNames[each]}>
        {(ids) => (
          <Select
            {...ids}
            value={arrangement[each] ?? 0}
            onChange={(event) => onChange(place(arrangement, each, Number(event.target.value)))}
          >
            {names.map((name, index) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  ))
}

function SheetTable({ team, sheet: { columns, rows } }: { team: string; sheet: Sheet }) {
  return (
    <div className="overflow-x-auto">
      <table className="border-separate border-spacing-1.5">
        <thead>
          <tr>
            <td aria-hidden="true" className="p-0">
              {' '}
            </td>
            {columns.map((label, index) => (
              <th
                key={index}
                scope="col"
                className="max-w-45 truncate px-1 pb-1 text-left text-small font-medium"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }, index) => (
            <tr key={index}>
              <RowHead label={label} />
              {cells.map((cell, column) => (
                <td key={column} className="align-top">
                  <GridCell team={team} cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Without words where there is but one row. */
function RowHead({ label }: { label: string }) {
  if (label === '') {
    return (
      <td aria-hidden="true" className="p-0">
        {' '}
      </td>
    )
  }
  return (
    <th
      scope="row"
      className="sticky left-0 max-w-40 bg-bg pr-3 text-left align-top text-small font-medium break-words"
    >
      {label}
    </th>
  )
}

/** Memoised: of a hundred cells, one changes at a time. */
const GridCell = memo(function GridCell({ team, cell }: { team: string; cell: BatchCell | undefined }) {
  const generation = cell?.generation
  if (!generation) return <Skeleton className="size-40" />
  const [image] = generation.images
  if (image) {
    return (
      <div className="w-40">
        <Tile team={team} image={image} prompt={generation.prompt} environment={generation.environment} />
        {generation.images.length > 1 && (
          <p className="pt-1 text-hint text-ink-3">and {generation.images.length - 1} more</p>
        )}
      </div>
    )
  }
  if (isOpen(generation.status)) {
    return (
      <Skeleton className="flex size-40 items-center justify-center text-hint text-ink-2">
        {generation.status === 'running' ? 'working' : 'queued'}
      </Skeleton>
    )
  }
  return (
    <div className="flex size-40 flex-col items-center justify-center gap-1 overflow-hidden rounded-picture bg-sunk p-2 text-center text-hint text-ink-2">
      <p className="line-clamp-5">{describeFailure(generation)?.text ?? 'Cancelled; it cost nothing'}</p>
      <ReuseButton team={team} recipe={generation} look="quiet" />
    </div>
  )
})
