'use client'

import { useQuery } from '@tanstack/react-query'
import { Shuffle } from 'lucide-react'
import { useState } from 'react'
import { PromptThumb } from '#components/library/prompt-picture.tsx'
import { PromptWords } from '#components/library/prompt-words.tsx'
import type { Recipe } from '#components/playground/draft.ts'
import { findDraft } from '#components/playground/draft.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { cn } from '#lib/cn.ts'
import { examplesQuery, startersQuery } from '#lib/examples/queries.ts'
import { starters } from '#lib/examples/schema/starters.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import { recipeOfExample, recipeOfStarter } from './recipe.ts'

export interface ShelfProps {
  team: string
  defaultModelId: string
  onReuse: (recipe: Recipe) => void
  className?: string
}

interface Item {
  id: string
  title: string
  words: string
  picture: PromptPicture | null
  recipe: () => Recipe
}

/** As many as stand beside each other. */
const shown = 4

/** The team's examples, one's own, and the recipes to start with; null until they are known. */
function useItems({ team, defaultModelId }: ShelfProps): Item[] | null {
  const { data: ours } = useQuery(examplesQuery(team, { owner: 'team' }))
  const { data: mine } = useQuery(examplesQuery(team, { owner: 'mine' }))
  const { data: pictures } = useQuery(startersQuery(team))
  if (!ours || !mine || !pictures) return null
  const examples = [...ours.examples, ...mine.examples]
  const seen = new Set<string>()
  const own = examples.flatMap((example): Item[] => {
    const { id, title, picture, recipe } = example
    if (seen.has(picture.id)) return []
    seen.add(picture.id)
    const words = recipe.template ?? recipe.prompt ?? ''
    return [{ id, title, words, picture, recipe: () => recipeOfExample(example) }]
  })
  const made = new Set(pictures.starters.filter(({ picture }) => picture !== null).map(({ key }) => key))
  const fresh = starters
    .filter(({ key }) => !made.has(key))
    .map((starter): Item => ({
      id: starter.key,
      title: starter.title,
      words: starter.template,
      picture: null,
      recipe: () => recipeOfStarter(starter, findDraft(team), defaultModelId),
    }))
  return [...own, ...fresh]
}

/** All of them in another order. */
function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items]
  for (let at = rest.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1))
    const [a, b] = [rest[at], rest[other]]
    if (a !== undefined && b !== undefined) [rest[at], rest[other]] = [b, a]
  }
  return rest
}

function Card({ team, item, onReuse }: Pick<ShelfProps, 'team' | 'onReuse'> & { item: Item }) {
  const { title, words, picture } = item
  return (
    <li className="min-w-0">
      <button
        type="button"
        className="group flex size-full flex-col rounded-picture text-left"
        onClick={() => onReuse(item.recipe())}
      >
        {picture ? (
          <PromptThumb team={team} picture={picture} sizes="250px" className="aspect-[4/3] w-full" />
        ) : (
          <span className="flex aspect-[4/3] w-full overflow-hidden rounded-picture border border-line bg-surface p-3 text-hint text-ink-2 group-hover:border-edge">
            {/* What has no room fades away at the edge, whatever the height of a frame. */}
            <span className="h-full overflow-hidden [mask-image:linear-gradient(#000_calc(100%_-_1.5rem),transparent)] break-words">
              <PromptWords text={words} isFilled />
            </span>
          </span>
        )}
        <span className="mt-1.5 w-full truncate text-small text-ink-2 group-hover:text-ink">{title}</span>
      </button>
    </li>
  )
}

const grid = 'grid grid-cols-2 gap-x-2 gap-y-4 md:grid-cols-4'

/** A few examples to begin with, and others at a press; each opens its recipe. */
export function Shelf(props: ShelfProps) {
  const { team, onReuse, className } = props
  const items = useItems(props)
  const [turn, setTurn] = useState<readonly string[] | null>(null)
  const placeOf = ({ id }: Item) => turn?.indexOf(id) ?? 0
  const ordered = turn && items ? items.toSorted((a, b) => placeOf(a) - placeOf(b)) : items
  return (
    <section aria-label="Examples" className={className}>
      <div className="mb-2 flex min-h-8 items-center justify-between">
        <h2 className="text-hint font-medium text-ink-3">Begin with an example</h2>
        {items && items.length > shown && (
          <Button look="quiet" onClick={() => setTurn(shuffled(items.map(({ id }) => id)))}>
            <Shuffle size={15} aria-hidden="true" />
            Shuffle
          </Button>
        )}
      </div>
      {ordered ? (
        <ul className={grid}>
          {ordered.slice(0, shown).map((item) => (
            <Card key={item.id} {...{ team, item, onReuse }} />
          ))}
        </ul>
      ) : (
        <div aria-busy="true" className={cn(grid, 'pb-6')}>
          {[0, 1, 2, 3].map((at) => (
            <Skeleton key={at} className="aspect-[4/3]" />
          ))}
        </div>
      )}
    </section>
  )
}
