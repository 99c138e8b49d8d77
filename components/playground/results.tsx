'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Sparkle } from 'lucide-react'
import { memo, useMemo } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { generationsQuery } from '#lib/generations/queries.ts'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { GenerationRow } from './generation-row.tsx'
import { useProgress } from './use-progress.ts'

interface ResultsProps {
  team: string
  firstPage: GenerationPage
  models: ModelCard[]
  defaultModelId: string
  onReuse: (generation: Generation) => void
}

/** Everything that was made, the newest first, as it comes. Memoised: a letter typed in the prompt is none of its business. */
export const Results = memo(function Results({
  team,
  firstPage,
  models,
  defaultModelId,
  onReuse,
}: ResultsProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    generationsQuery(team, firstPage),
  )
  const modelNames = useMemo(() => new Map(models.map(({ id, name }) => [id, name])), [models])
  const generations = data.pages.flatMap((page) => page.generations)
  const progress = useProgress(generations)
  return (
    <div className="mx-auto w-full max-w-255">
      <p role="status" className="sr-only">
        {progress}
      </p>
      {generations.length === 0 && (
        <EmptyState icon={<Sparkle size={20} />} title="Nothing here yet">
          An example is in the editor below. Change it or not, and press Generate.
        </EmptyState>
      )}
      <ul aria-label="Results" className="flex flex-col gap-8">
        {generations.map((generation) => {
          const { id, modelId } = generation
          const modelName = modelId === defaultModelId ? null : (modelNames.get(modelId) ?? modelId)
          return (
            <GenerationRow
              key={id}
              team={team}
              generation={generation}
              modelName={modelName}
              onReuse={onReuse}
            />
          )
        })}
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
