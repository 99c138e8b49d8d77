'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { PlaygroundLightbox } from '#components/playground/playground-lightbox.tsx'
import { setSearchParams, useSearchParam } from '#components/layout/use-search-param.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { promptQuery } from '#lib/prompts/queries.ts'
import type { PromptDetail, VersionSummary } from '#lib/prompts/schema.ts'
import { CompareVersions } from './compare-versions.tsx'
import { PromptHead } from './prompt-head.tsx'
import { VersionList } from './version-list.tsx'
import { VersionView } from './version-view.tsx'

interface PromptPageProps {
  team: string
  defaultModelId: string
  /** What came with the document. */
  prompt: PromptDetail
}

/** Which version is looked at, and which it is compared with: in the address, so that both can be sent. */
function useVersions({ versions, version: newest }: PromptDetail) {
  const [shownText] = useSearchParam('version')
  const [otherText] = useSearchParam('with')
  const find = (text: string | null): VersionSummary | undefined =>
    text === null ? undefined : versions.find(({ number }) => String(number) === text)
  const shown = find(shownText) ?? versions[0]
  const other = find(otherText)
  const write = (version: number, other: number | null) =>
    setSearchParams(
      {
        version: version === newest.number ? null : String(version),
        with: other === null ? null : String(other),
      },
      'push',
    )
  return { shown, other: other?.number === shown?.number ? undefined : other, write }
}

/** One prompt of the library: what it says, what it said, and what came of that. */
export function PromptPage({ team, defaultModelId, prompt: first }: PromptPageProps) {
  const { data: prompt = first, isError } = useQuery(promptQuery(team, first.id, first))
  const { shown, other, write } = useVersions(prompt)
  if (!shown || isError) {
    return (
      <main id="main" tabIndex={-1} className="min-w-0 flex-1">
        <EmptyState
          icon={<ChevronLeft size={20} />}
          title="This prompt is gone"
          action={
            <Link href={`/t/${team}/library`} className={buttonClass()}>
              To the library
            </Link>
          }
        >
          It was deleted, or is not yours to see any more.
        </EmptyState>
      </main>
    )
  }
  const choose = (number: number) => write(number, null)
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-290 px-7 py-5 max-md:px-4">
        <PromptHead {...{ team, prompt, defaultModelId, shown }} />
        <div className="mt-6 grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_320px]">
          {other ? (
            <CompareVersions
              {...{ team, prompt }}
              from={other}
              to={shown}
              onClose={() => choose(shown.number)}
            />
          ) : (
            <VersionView {...{ team, prompt, shown, onShow: choose }} />
          )}
          <VersionList
            {...{ prompt, shown, other }}
            onShow={choose}
            onCompare={(number) => write(shown.number, number)}
          />
        </div>
      </div>
      <PlaygroundLightbox team={team} />
      <LateCompare team={team} />
    </main>
  )
}
