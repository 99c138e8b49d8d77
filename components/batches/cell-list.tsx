'use client'

import { memo } from 'react'
import { ReuseButton } from '#components/gallery/reuse-button.tsx'
import { CellTiles } from '#components/playground/batch-row.tsx'
import { tileGrid } from '#components/playground/tiles.tsx'
import type { BatchCell } from '#lib/batches/schema.ts'

/** Memoised: of hundreds of cells, one changes at a time. */
const CellRow = memo(function CellRow({ team, cell }: { team: string; cell: BatchCell }) {
  const { position, labels, generation, isReused } = cell
  return (
    <li className="flex flex-col gap-2">
      <div className="flex items-start gap-3">
        <p className="min-w-0 flex-1 break-words">
          <span className="mr-2 text-hint text-ink-3">{position + 1}</span>
          {generation?.prompt ?? labels.join(', ')}
          {isReused && <span className="ml-2 text-hint text-ink-3">reused</span>}
        </p>
        {generation && <ReuseButton team={team} recipe={generation} look="quiet" />}
      </div>
      <div className={tileGrid}>
        <CellTiles team={team} generation={generation} />
      </div>
    </li>
  )
})

/** The rows of a file, or the texts of a prompt, one below the other. */
export const CellList = memo(function CellList({
  team,
  cells,
}: {
  team: string
  cells: readonly BatchCell[]
}) {
  return (
    <ol className="flex max-w-255 flex-col gap-6">
      {cells.map((cell) => (
        <CellRow key={cell.position} team={team} cell={cell} />
      ))}
    </ol>
  )
})
