'use client'

import { CornerUpLeft } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { Recipe } from '#components/playground/draft.ts'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import type { ButtonProps } from '#components/ui/button.tsx'
import { Button } from '#components/ui/button.tsx'

interface ReuseButtonProps extends Pick<ButtonProps, 'look' | 'className'> {
  team: string
  recipe: Recipe
}

/** Opens the playground with what something was made with, and says before what of the draft that would change. */
export function ReuseButton({ team, recipe, ...look }: ReuseButtonProps) {
  const router = useRouter()
  const { reuse, dialog } = useReuse(team, () => router.push(`/t/${team}/playground`))
  return (
    <>
      <Button {...look} onClick={() => reuse(recipe)}>
        <CornerUpLeft size={16} aria-hidden="true" className="-scale-x-100" />
        Reuse
      </Button>
      {dialog}
    </>
  )
}
