import { recipeOfExample } from '#components/examples/recipe.ts'
import { PromptThumb } from '#components/library/prompt-picture.tsx'
import { PromptWords } from '#components/library/prompt-words.tsx'
import type { UseCase } from '#lib/model-pages/schema/facts.ts'
import type { ModelExample } from '#lib/model-pages/schema/page.ts'
import { OpenRecipe } from './open-recipe.tsx'

interface UseCasesProps {
  team: string
  modelId: string
  uses: readonly UseCase[]
  /** Nothing can be made with it: what to do is still worth reading. */
  canOpen: boolean
}

/** What a model is used for, as recipes that are ready to be opened. */
export function UseCases({ team, modelId, uses, canOpen }: UseCasesProps) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {uses.map(({ title, note, template, parameters }) => (
        <li key={title} className="flex min-w-0 flex-col rounded-panel border border-line bg-surface p-4">
          <h4 className="font-medium">{title}</h4>
          <p className="mt-0.5 text-small text-ink-2">{note}</p>
          <p className="mt-3 mb-3 border-l-2 border-line pl-3 text-small break-words text-ink-2">
            <PromptWords text={template} isFilled />
          </p>
          {canOpen && (
            <div className="mt-auto flex">
              <OpenRecipe
                team={team}
                title={title}
                recipe={{ prompt: null, template, variables: {}, modelId, provider: null, parameters, n: 1 }}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Curated examples that were made with the model. */
export function ModelExamples({ team, examples }: { team: string; examples: readonly ModelExample[] }) {
  return (
    <ul aria-label="Examples" className="grid grid-cols-2 gap-4 md:grid-cols-3">
      {examples.map(({ id, title, note, picture, recipe }) => (
        <li key={id} className="flex min-w-0 flex-col">
          <PromptThumb
            team={team}
            picture={picture}
            sizes="(min-width: 768px) 240px, 46vw"
            className="aspect-[4/3]"
          />
          <p className="mt-2 truncate font-medium">{title}</p>
          {note !== '' && <p className="line-clamp-2 text-small break-words text-ink-2">{note}</p>}
          <OpenRecipe team={team} title={title} recipe={recipeOfExample({ recipe, version: null })} />
        </li>
      ))}
    </ul>
  )
}
