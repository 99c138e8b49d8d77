'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { describeBatch, describeBatchCost } from '#components/playground/batch-words.ts'
import { PlaygroundLightbox } from '#components/playground/playground-lightbox.tsx'
import { batchQuery, cellsQuery } from '#lib/batches/queries.ts'
import type { Batch, BatchCell } from '#lib/batches/schema.ts'
import { BatchActions } from './batch-actions.tsx'
import { CellList } from './cell-list.tsx'
import { Grid } from './grid.tsx'

/** All cells, page after page. */
function useCells(team: string, id: string): BatchCell[] {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(cellsQuery(team, id))
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return useMemo(() => data?.pages.flatMap((page) => page.cells) ?? [], [data])
}

/** A batch as a page: its grid, or its rows, with what was made and how it stands. */
export function BatchView({ team, batch: first }: { team: string; batch: Batch }) {
  const { data } = useQuery(batchQuery(team, first.id, first))
  const batch = data ?? first
  // Hundreds of cells are drawn in small steps, so that a key or a click comes between.
  const cells = useDeferredValue(useCells(team, first.id))
  return (
    <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto px-7 py-5 max-md:px-4">
      <div className="flex items-start justify-between gap-4">
        <h2 className="line-clamp-3 min-w-0 text-touch font-semibold break-words">{batch.title}</h2>
        <span className="shrink-0 text-small text-ink-2">{describeBatchCost(batch)}</span>
      </div>
      <div className="mt-1 mb-5 flex min-h-8 flex-wrap items-center gap-2">
        <p role="status" className="text-small text-ink-2">
          {describeBatch(batch)}
        </p>
        <BatchActions team={team} batch={batch} />
      </div>
      {batch.kind === 'matrix' ? (
        <Grid team={team} title={batch.title} axes={batch.axes} cells={cells} />
      ) : (
        <CellList team={team} kind={batch.kind} cells={cells} />
      )}
      <PlaygroundLightbox team={team} />
      <LateCompare team={team} />
    </main>
  )
}
