'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Sparkle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { findDraft } from '#components/playground/draft.ts'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import type { ButtonProps } from '#components/ui/button.tsx'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { versionQuery } from '#lib/prompts/queries.ts'
import { recipeOf } from './recipe.ts'

interface OpenPromptProps extends Pick<ButtonProps, 'look' | 'className'> {
  team: string
  versionId: string
  /** Of a draft that is not begun yet. */
  defaultModelId: string
  /** Names it among others: the prompt's title. */
  title?: string
}

/** Opens the playground with a version, and says before what of the draft that would change. */
export function OpenPrompt({ team, versionId, defaultModelId, title, look, className }: OpenPromptProps) {
  const router = useRouter()
  const client = useQueryClient()
  const { reuse, dialog } = useReuse(team, () => router.push(`/t/${team}/playground`))
  async function open(): Promise<void> {
    try {
      const version = await client.fetchQuery(versionQuery(team, versionId))
      const recipe = recipeOf(version, findDraft(team), defaultModelId)
      reuse(recipe, version.modelId === null ? 'prompt' : 'everything')
    } catch (error) {
      toast(error instanceof Error ? error.message : 'The prompt cannot be read. Try again.')
    }
  }
  return (
    <>
      <Button
        {...(look ? { look } : {})}
        {...(className ? { className } : {})}
        {...(title ? { 'aria-label': `Open “${title}” in the playground` } : {})}
        onClick={() => void open()}
      >
        <Sparkle size={15} aria-hidden="true" />
        {title ? 'Open' : 'Open in playground'}
      </Button>
      {dialog}
    </>
  )
}
