'use client'

import { CornerUpLeft } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { PromptThumb } from '#components/library/prompt-picture.tsx'
import { PromptWords } from '#components/library/prompt-words.tsx'
import { findDraft } from '#components/playground/draft.ts'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import { Button } from '#components/ui/button.tsx'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import type { Starter } from '#lib/examples/schema/starters.ts'
import { recipeOfStarter } from './recipe.ts'

interface StarterCardProps {
  team: string
  starter: Starter
  /** Where somebody has made one and chosen it. */
  picture: PromptPicture | null
  defaultModelId: string
}

/** A recipe to start with: its words, and a picture only where one was made here. */
export function StarterCard({ team, starter, picture, defaultModelId }: StarterCardProps) {
  const router = useRouter()
  const { reuse, dialog } = useReuse(team, () => router.push(`/t/${team}/playground`))
  const { use, title, template } = starter
  return (
    <li className="flex min-w-0 flex-col rounded-panel border border-line bg-surface p-4">
      {picture && (
        <PromptThumb
          team={team}
          picture={picture}
          sizes="260px"
          className="mb-3 aspect-[4/3] w-full"
          alt={`Made here with “${title}”`}
        />
      )}
      <p className="text-hint text-ink-3">{use}</p>
      <p className="font-medium">{title}</p>
      <p className="mt-1 mb-auto line-clamp-4 text-small break-words text-ink-2">
        <PromptWords text={template} isFilled />
      </p>
      <Button
        look="quiet"
        className="mt-2 -ml-3 self-start"
        aria-label={`Reuse “${title}”`}
        onClick={() => reuse(recipeOfStarter(starter, findDraft(team), defaultModelId))}
      >
        <CornerUpLeft size={16} aria-hidden="true" className="-scale-x-100" />
        Reuse
      </Button>
      {dialog}
    </li>
  )
}
