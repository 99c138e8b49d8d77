import { Boxes } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { plural } from '#lib/format.ts'
import type { Catalogue, CatalogueQuestion } from '#lib/model-pages/schema.ts'
import { creatorsOf, modelTextPath, selectLines } from '#lib/model-pages/schema.ts'
import { CatalogueFilter } from './catalogue-filter.tsx'
import { CatalogueRow } from './catalogue-row.tsx'

interface CataloguePageProps {
  team: string
  asked: CatalogueQuestion
  catalogue: Catalogue
}

function NothingFound({ team }: { team: string }) {
  return (
    <EmptyState
      icon={<Boxes size={20} />}
      title="No model fits"
      action={
        <Link href={`/t/${team}/models`} className={buttonClass()}>
          Show all models
        </Link>
      }
    >
      Search for less, or take a filter away.
    </EmptyState>
  )
}

/** The models that the API lists, and how each stands. */
export function CataloguePage({ team, asked, catalogue: { lines, isRead } }: CataloguePageProps) {
  const shown = selectLines(lines, asked)
  const count = shown.length === lines.length ? '' : ` of ${lines.length}`
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-255 flex-col gap-5 px-7 py-7 max-md:px-4">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div>
            <h2 className="text-title">Models</h2>
            <p className="mt-1 text-small text-ink-2">What pictures can be made with, as the API lists it.</p>
          </div>
          <p className="text-small text-ink-2">
            {plural(shown.length, 'model')}
            {count} ·{' '}
            <a
              href={`/api/t/${team}${modelTextPath()}`}
              className="touch-target rounded-[4px] underline decoration-edge underline-offset-4 hover:text-ink"
            >
              as text
            </a>
          </p>
        </div>
        {!isRead && (
          <Notice kind="warn">
            The API’s list of models cannot be read just now. Shown is what is built in; it is asked again in
            half a minute.
          </Notice>
        )}
        <CatalogueFilter team={team} asked={asked} creators={creatorsOf(lines)} />
        {shown.length === 0 ? (
          <NothingFound team={team} />
        ) : (
          <ul
            aria-label="Models"
            className="flex flex-col divide-y divide-line overflow-hidden rounded-panel border border-line bg-surface"
          >
            {shown.map((line) => (
              <CatalogueRow key={line.id} team={team} line={line} />
            ))}
          </ul>
        )}
      </div>
    </main>
  )
}
