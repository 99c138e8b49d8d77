'use client'

import { CircleAlert } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { BatchActions } from '#components/batches/batch-actions.tsx'
import { VersionLink } from '#components/library/version-link.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'
import type { BatchCell, FeedItem } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import { describeBatch, describeBatchCost } from './batch-words.ts'
import { chipsOf } from './chips.ts'
import { expectedShape } from './shape.ts'
import { Tile } from './tile.tsx'
import { PendingTile, tileGrid } from './tiles.tsx'
import { describeFailure } from './words.ts'

interface BatchRowProps {
  team: string
  item: Extract<FeedItem, { kind: 'batch' }>
  modelName: (modelId: string) => string | null
  onReuse: (generation: Generation) => void
}

/** Where a cell gave nothing: why, and what it cost. */
function EmptyTile({ generation }: { generation: Generation }) {
  const text = describeFailure(generation)?.text ?? 'Cancelled; it cost nothing'
  return (
    <p
      className="flex flex-col items-center justify-center gap-1.5 rounded-picture bg-sunk p-2 text-center text-hint text-ink-2"
      style={{ aspectRatio: expectedShape(generation.parameters, generation.inputs) }}
    >
      <CircleAlert size={16} aria-hidden="true" />
      <span className="line-clamp-4">{text}</span>
    </p>
  )
}

/** A cell's pictures, or their places. */
export function CellTiles({ team, generation }: { team: string; generation: Generation | null }) {
  if (!generation) return null
  const { n, images, status, startedAt, parameters, prompt, environment } = generation
  if (images.length > 0) {
    return images.map((image) => <Tile key={image.id} {...{ team, image, prompt, environment }} />)
  }
  if (!isOpen(status)) return <EmptyTile generation={generation} />
  const since = status === 'running' ? startedAt : null
  return Array.from({ length: n }, (_, index) => (
    <PendingTile key={index} shape={expectedShape(parameters, generation.inputs)} since={since} />
  ))
}

const firstOf = (cells: readonly BatchCell[] | null) =>
  cells?.find((cell) => cell.generation)?.generation ?? null

interface AskedProps extends Pick<BatchRowProps, 'team' | 'modelName'> {
  first: Generation
  /** All of it was asked for alike. */
  hasChips: boolean
}

/** With which of the library's prompts, and how, as its first generation has it. */
function Asked({ team, first, hasChips, modelName }: AskedProps) {
  return (
    <>
      {first.version && <VersionLink team={team} version={first.version} />}
      {hasChips && chipsOf(first, modelName(first.modelId)).map((chip) => <Chip key={chip}>{chip}</Chip>)}
    </>
  )
}

/** A batch: what was asked, how its cells stand, what came, what it cost. */
export const BatchRow = memo(function BatchRow({ team, item, modelName, onReuse }: BatchRowProps) {
  const { batch, cells, newest } = item
  const ref = useFocusHeir<HTMLLIElement>()
  const first = firstOf(cells)
  const { environment } = batch
  const isGrid = batch.kind === 'matrix' || batch.kind === 'file'
  return (
    <li ref={ref} className="flex flex-col gap-2.5" data-status={batch.state}>
      <div className="flex items-start justify-between gap-4">
        <p className="line-clamp-3 min-w-0 break-words whitespace-pre-wrap">{batch.title}</p>
        <span className="shrink-0 text-small text-ink-2">{describeBatchCost(batch)}</span>
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        {first && (
          <Asked team={team} first={first} hasChips={batch.kind === 'variants'} modelName={modelName} />
        )}
        <span className="text-hint text-ink-3">{describeBatch(batch)}</span>
        {isGrid && (
          <Link
            href={`/t/${team}/batches/${batch.id}`}
            className="touch-target rounded-[4px] text-small text-ink-2 underline decoration-edge underline-offset-4 hover:text-ink"
          >
            Open {batch.kind === 'matrix' ? 'the grid' : 'the rows'}
          </Link>
        )}
        <BatchActions team={team} batch={batch} {...(first ? { onReuse: () => onReuse(first) } : {})} />
      </div>
      <div className={tileGrid}>
        {cells?.map((cell) => <CellTiles key={cell.position} team={team} generation={cell.generation} />) ??
          newest.map((image) => (
            <Tile key={image.id} {...{ team, image, environment }} prompt={batch.title} />
          ))}
      </div>
    </li>
  )
})
