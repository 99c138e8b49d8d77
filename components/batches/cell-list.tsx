'use client'

import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { ReuseButton } from '#components/gallery/reuse-button.tsx'
import { CellTiles } from '#components/playground/batch-row.tsx'
import { tileGrid } from '#components/playground/tiles.tsx'
import type { Batch, BatchCell } from '#lib/batches/schema.ts'
import { catalogueQuery } from '#lib/models/queries.ts'

interface CellRowProps {
  team: string
  cell: BatchCell
  /** What tells it from the others. */
  words: string
}

/** Memoised: of hundreds of cells, one changes at a time. */
const CellRow = memo(function CellRow({ team, cell, words }: CellRowProps) {
  const { position, generation, isReused } = cell
  return (
    <li className="flex flex-col gap-2">
      <div className="flex items-start gap-3">
        <p className="min-w-0 flex-1 break-words">
          <span className="mr-2 text-hint text-ink-3">{position + 1}</span>
          {words}
          {isReused && <span className="ml-2 text-hint text-ink-3">reused</span>}
        </p>
        {generation && (
          <ReuseButton team={team} recipe={generation} look="quiet" className="max-md:-my-2.5" />
        )}
      </div>
      <div className={tileGrid}>
        <CellTiles team={team} generation={generation} />
      </div>
    </li>
  )
})

interface CellListProps {
  team: string
  kind: Batch['kind']
  cells: readonly BatchCell[]
}

/** The rows of a file, the texts of a prompt, or the models that it was sent to, one below the other. */
export const CellList = memo(function CellList({ team, kind, cells }: CellListProps) {
  const { data: models = [] } = useQuery({ ...catalogueQuery(team), enabled: kind === 'models' })
  function wordsOf({ labels, generation }: BatchCell): string {
    // The prompt is the same on each model.
    if (generation?.prompt && kind !== 'models') return generation.prompt
    return labels.map((label) => models.find(({ id }) => id === label)?.name ?? label).join(', ')
  }
  return (
    <ol className="flex max-w-255 flex-col gap-6">
      {cells.map((cell) => (
        <CellRow key={cell.position} {...{ team, cell }} words={wordsOf(cell)} />
      ))}
    </ol>
  )
})
