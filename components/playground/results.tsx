'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Sparkle } from 'lucide-react'
import dynamic from 'next/dynamic'
import { memo, useMemo } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { feedQuery } from '#lib/batches/queries.ts'
import type { FeedItem, FeedPage } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { BatchRow } from './batch-row.tsx'
import type { Recipe } from './draft.ts'
import { GenerationRow } from './generation-row.tsx'
import { useProgress } from './use-progress.ts'

/** Loaded where there is nothing else to look at. */
const Shelf = dynamic(async () => (await import('#components/examples/shelf.tsx')).Shelf)

interface ResultsProps {
  team: string
  firstPage: FeedPage
  models: ModelCard[]
  defaultModelId: string
  onReuse: (recipe: Recipe) => void
}

/** The generations of the feed, those of its batches among them. */
const generationsOf = (items: readonly FeedItem[]): Generation[] =>
  items.flatMap((item) =>
    item.kind === 'generation'
      ? [item.generation]
      : (item.cells ?? []).flatMap((cell) => cell.generation ?? []),
  )

/** What a model is called, where it is not the usual one. */
function useModelName(models: ModelCard[], usual: string): (modelId: string) => string | null {
  return useMemo(() => {
    const names = new Map(models.map(({ id, name }) => [id, name]))
    return (modelId) => (modelId === usual ? null : (names.get(modelId) ?? modelId))
  }, [models, usual])
}

/** Everything that was made, the newest first, as it comes. Memoised: a letter typed in the prompt is none of its business. */
export const Results = memo(function Results(props: ResultsProps) {
  const { team, firstPage, models, defaultModelId, onReuse } = props
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    feedQuery(team, firstPage),
  )
  const modelName = useModelName(models, defaultModelId)
  const items = data.pages.flatMap((page) => page.items)
  const progress = useProgress(generationsOf(items))
  return (
    <div className="mx-auto w-full max-w-255">
      <p role="status" className="sr-only">
        {progress}
      </p>
      {items.length === 0 && (
        <>
          <EmptyState icon={<Sparkle size={20} />} title="Nothing here yet">
            A prompt is in the editor below. Change it or not, and press Generate.
          </EmptyState>
          <Shelf {...{ team, defaultModelId, onReuse }} />
        </>
      )}
      <ul aria-label="Results" className="flex flex-col gap-8">
        {items.map((item) =>
          item.kind === 'generation' ? (
            <GenerationRow
              key={item.generation.id}
              team={team}
              generation={item.generation}
              modelName={modelName(item.generation.modelId)}
              onReuse={onReuse}
            />
          ) : (
            <BatchRow key={item.batch.id} team={team} item={item} modelName={modelName} onReuse={onReuse} />
          ),
        )}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center pt-8">
          <FleetingButton isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older
          </FleetingButton>
        </div>
      )}
    </div>
  )
})
