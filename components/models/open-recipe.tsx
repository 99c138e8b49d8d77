'use client'

import { Sparkle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { Recipe } from '#components/playground/draft.ts'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import { Button } from '#components/ui/button.tsx'

interface OpenRecipeProps {
  team: string
  title: string
  recipe: Recipe
}

/** Opens the playground with a recipe, and says before what of the draft that would change. Its words go by no address. */
export function OpenRecipe({ team, title, recipe }: OpenRecipeProps) {
  const router = useRouter()
  const { reuse, dialog } = useReuse(team, () => router.push(`/t/${team}/playground`))
  return (
    <>
      <Button
        look="quiet"
        className="-ml-3 self-start"
        aria-label={`Open in playground: ${title}`}
        onClick={() => reuse(recipe)}
      >
        <Sparkle size={15} aria-hidden="true" />
        Open in playground
      </Button>
      {dialog}
    </>
  )
}
