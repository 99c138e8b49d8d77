'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PromptName } from '#components/editor/completion.ts'
import { findDraft, wordsOf } from '#components/playground/draft.ts'
import type { Reuse } from '#components/reuse/use-reuse.tsx'
import { putDraft } from '#components/reuse/put-draft.ts'
import { toast } from '#components/ui/toast.tsx'
import { promptNamesQuery, promptQuery } from '#lib/prompts/queries.ts'
import { changesSettings, recipeAt } from './recipe.ts'
import { versionName } from './version-name.ts'

const none: PromptName[] = []

/** What the prompts of the library are called. */
function usePromptNames(team: string): readonly PromptName[] {
  const { data } = useQuery(promptNamesQuery(team))
  return useMemo(
    () =>
      data?.prompts.map(({ id, slug, title, scope }) => ({
        id,
        slug,
        title,
        owner: scope === 'mine' ? 'mine' : 'the team’s',
      })) ?? none,
    [data],
  )
}

/**
 * What the library's prompts are called, and what puts one into what is written, with its variables: at once where
 * nothing else would change, else once it was shown what would.
 */
export function useLibraryPrompts(team: string, reuse: Reuse) {
  const client = useQueryClient()
  const promptNames = usePromptNames(team)
  async function put(id: string, at: number): Promise<void> {
    try {
      const { current } = await client.fetchQuery(promptQuery(team, id))
      const draft = findDraft(team)
      if (!draft) return
      const recipe = recipeAt(current, draft, at)
      if (changesSettings(current, draft)) return reuse(recipe)
      putDraft(team, { ...draft, ...wordsOf(recipe) }, `${versionName(current)} put in.`)
    } catch (error) {
      toast(error instanceof Error ? error.message : 'The prompt cannot be read. Try again.')
    }
  }
  return { promptNames, onLibraryPrompt: (id: string, at: number) => void put(id, at) }
}
