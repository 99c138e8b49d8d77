'use client'

import type { Draft } from '#components/playground/draft.ts'
import type { Reuse } from '#components/reuse/use-reuse.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ModelCard } from '#lib/models/schema.ts'
import type { FoundRecipe } from '#lib/files/schema/read.ts'
import { findRecipe, wishOf } from './found.ts'

interface Options {
  draft: Draft
  models: readonly ModelCard[]
  reuse: Reuse
}

export interface Recipes {
  /** Takes over how the first of these was made, or says that none of them tells. */
  use: (files: readonly File[]) => void
  /** Offers it, where one of these tells: they were brought along for something else. */
  offer: (files: readonly File[]) => void
}

/** How pictures from outside were made, read out of their files. */
export function useRecipes({ draft, models, reuse }: Options): Recipes {
  function take(found: FoundRecipe): void {
    const {
      recipe,
      take: part,
      lacks,
    } = wishOf(found, draft, (id) => models.some((model) => model.id === id))
    reuse(recipe, part)
    for (const sentence of lacks) toast(sentence)
  }
  return {
    use: (files) =>
      void findRecipe(files).then((found) =>
        found ? take(found) : toast('There is no recipe in this picture.'),
      ),
    offer: (files) =>
      void findRecipe(files).then(
        (found) =>
          found &&
          toast('This picture says how it was made.', { label: 'Use its recipe', run: () => take(found) }),
      ),
  }
}
