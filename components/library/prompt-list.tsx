'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { BookMarked, CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { libraryQuery } from '#lib/prompts/queries.ts'
import type { LibraryPage, LibraryQuery } from '#lib/prompts/schema.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { PromptLine } from './prompt-line.tsx'
import { usePromptCommands } from './use-prompt-commands.ts'

interface PromptListProps {
  team: string
  defaultModelId: string
  query: LibraryQuery
  /** What came with the document, where that is this list. */
  first: LibraryPage | undefined
  /** Makes a prompt. */
  newPrompt: ReactNode
}

function Loading() {
  return (
    <ul aria-busy="true" className="divide-y divide-line rounded-panel border border-line bg-surface">
      {[0, 1, 2, 3, 4].map((at) => (
        <li key={at} className="flex gap-3 px-4 py-3">
          <Skeleton className="size-18" />
          <span className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="h-4 w-48 rounded-[4px]" />
            <Skeleton className="h-4 w-full max-w-140 rounded-[4px]" />
          </span>
        </li>
      ))}
    </ul>
  )
}

export const isNarrowed = ({ folder, tag, search }: LibraryQuery) => Boolean(folder ?? tag ?? search)

/** Why there is nothing, and what to do. */
function Nothing({ query, newPrompt }: Pick<PromptListProps, 'query' | 'newPrompt'>) {
  const icon = <BookMarked size={20} />
  if (query.part === 'trash')
    return (
      <EmptyState icon={icon} title="Nothing was deleted">
        What you delete stays here for 30 days.
      </EmptyState>
    )
  if (isNarrowed(query))
    return (
      <EmptyState icon={icon} title="No such prompt">
        Look for other words, or in another folder.
      </EmptyState>
    )
  if (query.part === 'pinned')
    return (
      <EmptyState icon={icon} title="Nothing is pinned">
        Pin the prompts that you use most: they come first when you type / in the editor.
      </EmptyState>
    )
  return (
    <EmptyState icon={icon} title="No prompts yet" action={newPrompt}>
      Keep what works, with its history, and have it back in the editor by typing / and its name.
    </EmptyState>
  )
}

/** Prompts of the library, page by page. */
export function PromptList({ team, defaultModelId, query, first, newPrompt }: PromptListProps) {
  const { data, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...libraryQuery(team, query, first),
    placeholderData: keepPreviousData,
  })
  const commands = usePromptCommands(team)
  const [now] = useState(() => new Date())
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const prompts = data?.pages.flatMap((page) => page.prompts)
  if (!prompts) {
    if (!isError) return <Loading />
    return (
      <EmptyState
        icon={<CloudOff size={20} />}
        title="The library cannot be loaded"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        The server did not answer. Nothing is lost.
      </EmptyState>
    )
  }
  if (prompts.length === 0) return <Nothing query={query} newPrompt={newPrompt} />
  const chosen = prompts.filter(({ id }) => ids.has(id))
  const choose = (id: string) => (isChosen: boolean) =>
    setIds(new Set(isChosen ? [...ids, id] : [...ids].filter((each) => each !== id)))
  return (
    <>
      <ul aria-label="Prompts" className="divide-y divide-line rounded-panel border border-line bg-surface">
        {prompts.map((prompt) => (
          <PromptLine
            key={prompt.id}
            {...{ team, prompt, defaultModelId, commands, now }}
            isChosen={ids.has(prompt.id)}
            onChoose={choose(prompt.id)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center pt-6">
          <FleetingButton isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </FleetingButton>
        </div>
      )}
      {chosen.length > 0 && <ChosenBar {...{ team, chosen, commands }} onClear={() => setIds(new Set())} />}
    </>
  )
}
