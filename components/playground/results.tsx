'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { generationsQuery } from '#lib/generations/queries.ts'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema.ts'
import { plural } from '#lib/format.ts'
import { GenerationRow } from './generation-row.tsx'
import { useLiveGenerations } from './use-live-generations.ts'

interface ResultsProps {
  team: string
  firstPage: GenerationPage
  onReuse: (generation: Generation) => void
}

/** Everything that was made, the newest first, as it comes. Memoised: a letter typed in the prompt is none of its business. */
export const Results = memo(function Results({ team, firstPage, onReuse }: ResultsProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    generationsQuery(team, firstPage),
  )
  useLiveGenerations(team)
  const generations = data.pages.flatMap((page) => page.generations)
  const working = generations.filter(({ status }) => isOpen(status)).length
  return (
    <div className="mx-auto w-full max-w-255">
      <p aria-live="polite" className="sr-only">
        {working > 0 ? `${plural(working, 'generation')} under way` : ''}
      </p>
      {generations.length === 0 && (
        <p className="py-16 text-center text-ink-2">What you generate appears here. Write a prompt below.</p>
      )}
      <ul aria-label="Results" className="flex flex-col gap-8">
        {generations.map((generation) => (
          <GenerationRow key={generation.id} team={team} generation={generation} onReuse={onReuse} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center pt-8">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </div>
  )
})
