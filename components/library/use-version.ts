'use client'

import { useQuery } from '@tanstack/react-query'
import { versionQuery } from '#lib/prompts/queries.ts'
import type { PromptDetail, PromptVersion, VersionSummary } from '#lib/prompts/schema.ts'

/** A version whole; the newest came with its prompt. */
export function useVersion(
  team: string,
  prompt: PromptDetail,
  { id }: VersionSummary,
): PromptVersion | undefined {
  const { data } = useQuery({
    ...versionQuery(team, id),
    ...(prompt.current.id === id ? { initialData: prompt.current } : {}),
  })
  return data
}
