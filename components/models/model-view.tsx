import { PlaygroundLightbox } from '#components/playground/playground-lightbox.tsx'
import type { ModelPage } from '#lib/model-pages/schema/page.ts'
import { canBeUsed } from '#lib/model-pages/schema/words.ts'
import { ModelHead } from './model-head.tsx'
import { partsOf } from './model-parts.tsx'
import { Part } from './part.tsx'
import { QuickReference } from './quick-reference.tsx'
import { Standing } from './standing.tsx'

/** Everything about a model, in the order in which one asks for it. Parts without content are left out. */
export function ModelView({ team, page }: { team: string; page: ModelPage }) {
  const canOpen = canBeUsed(page)
  const parts = partsOf({ team, page, canOpen })
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-270 px-7 py-5 max-md:px-4">
        <ModelHead {...{ team, page, canOpen }} />
        <Standing team={team} page={page} />
        <div className="mt-7 grid items-start gap-x-10 gap-y-9 pb-12 lg:grid-cols-[minmax(0,1fr)_264px]">
          <div className="lg:sticky lg:top-6 lg:col-start-2 lg:row-start-1">
            <QuickReference page={page} parts={parts.map(({ id, title }) => [id, title])} />
          </div>
          <div className="flex min-w-0 flex-col gap-10 lg:col-start-1 lg:row-start-1">
            {parts.map((part) => (
              <Part key={part.id} {...part} />
            ))}
          </div>
        </div>
      </div>
      <PlaygroundLightbox team={team} />
    </main>
  )
}
