import { ChevronLeft, FileText } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import { modelTextPath } from '#lib/models/schema/address.ts'
import type { ModelPage } from '#lib/model-pages/schema/page.ts'
import { creatorName, modeName } from '#lib/models/schema/names.ts'
import { OpenModel } from './open-model.tsx'
import { StateMark } from './state-mark.tsx'

interface ModelHeadProps {
  team: string
  page: ModelPage
  /** Pictures can be made with it, here and now. */
  canOpen: boolean
}

/** What the model is called, and what can be done with it. */
export function ModelHead({ team, page, canOpen }: ModelHeadProps) {
  const { id, name, creator, modes, description, state } = page
  const facts = [...(creator === '' ? [] : [creatorName(creator)]), ...modes.map(modeName)]
  return (
    <header>
      <Link
        href={`/t/${team}/models`}
        className="touch-target -ml-1 inline-flex items-center gap-1 rounded-[4px] text-small text-ink-2 hover:text-ink"
      >
        <ChevronLeft size={16} aria-hidden="true" />
        Models
      </Link>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h2 className="text-display break-words">{name}</h2>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
            {facts.join(' · ')}
            <StateMark state={state} className="text-ink" />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <a href={`/api/t/${team}${modelTextPath(id)}`} className={buttonClass('outline', 'large')}>
            <FileText size={15} aria-hidden="true" />
            As text
          </a>
          {canOpen && <OpenModel team={team} model={page} />}
        </div>
      </div>
      {description !== null && <p className="mt-4 max-w-160 text-prompt text-ink-2">{description}</p>}
    </header>
  )
}
