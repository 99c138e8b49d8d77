'use client'

import { X } from 'lucide-react'
import { draftOf } from '#components/playground/draft.ts'
import { Difference } from '#components/playground/difference.tsx'
import { changesOf } from '#components/reuse/changes.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatMoney, plural } from '#lib/format.ts'
import type { PromptDetail, PromptVersion, VersionSummary } from '#lib/prompts/schema.ts'
import { BestPictures } from './best-pictures.tsx'
import { recipeOf } from './recipe.ts'
import { useVersion } from './use-version.ts'

interface CompareVersionsProps {
  team: string
  prompt: PromptDetail
  from: VersionSummary
  to: VersionSummary
  onClose: () => void
}

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 })

function factsOf({ stats }: PromptVersion): [string, string][] {
  const { uses, images, successRate, meanCostMicros, meanRating, ratings } = stats
  return [
    ['Used', plural(uses, 'time')],
    ['Gave a picture', successRate === null ? 'not known yet' : percent.format(successRate)],
    ['Pictures', String(images)],
    ['Rating', meanRating === null ? 'none yet' : `${meanRating.toFixed(1)} from ${ratings}`],
    ['A picture cost', meanCostMicros === null ? 'not known yet' : formatMoney(meanCostMicros)],
  ]
}

/** What came of one of two versions. */
function Side({ team, version }: { team: string; version: PromptVersion }) {
  return (
    <section aria-label={`Version ${version.number}`} className="min-w-0">
      <h4 className="font-medium">Version {version.number}</h4>
      {version.note !== '' && <p className="mt-0.5 text-small break-words text-ink-2">{version.note}</p>}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        {factsOf(version).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {version.best.length > 0 ? (
        <BestPictures
          team={team}
          pictures={version.best}
          of={`version ${version.number}`}
          className="mt-3 sm:grid-cols-3"
        />
      ) : (
        <p className="mt-3 text-hint text-ink-3">No pictures were made with it yet.</p>
      )}
    </section>
  )
}

/** What else is different: variables, model, parameters. */
function Settings({ from, to }: { from: PromptVersion; to: PromptVersion }) {
  const drafts = [from, to].map((version) => draftOf(recipeOf(version, null, 'not said')))
  const [before, after] = drafts
  if (!before || !after) return null
  const { list } = changesOf(
    { ...before, version: null },
    { ...after, version: null },
    { model: null, nameOf: (id) => id },
  )
  if (list.length === 0) return null
  return (
    <dl className="mt-3 grid grid-cols-[minmax(0,140px)_1fr] gap-x-3 gap-y-1 text-small">
      {list.map((change) => (
        <div key={change.label} className="contents">
          <dt className="truncate text-ink-2">{change.label === 'N' ? 'Images' : change.label}</dt>
          <dd className="min-w-0 break-words">
            <del className="text-ink-3">{change.before}</del>
            <span aria-hidden="true"> → </span>
            <ins className="no-underline">{change.after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Two versions of a prompt: what changed, word by word, and what came of each. */
export function CompareVersions({ team, prompt, from, to, onClose }: CompareVersionsProps) {
  const before = useVersion(team, prompt, from)
  const after = useVersion(team, prompt, to)
  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-8 items-center gap-2">
        <h3 className="font-semibold">
          From version {from.number} to version {to.number}
        </h3>
        <IconButton
          label="End the comparison"
          tip="left"
          className="ml-auto"
          icon={<X size={17} />}
          onClick={onClose}
        />
      </div>
      {before && after ? (
        <>
          <div className="rounded-panel border border-line bg-surface p-4">
            {before.text === after.text ? (
              <p className="text-ink-2">The text is the same.</p>
            ) : (
              <Difference from={before.text} to={after.text} />
            )}
          </div>
          <Settings from={before} to={after} />
          <div className="mt-6 grid gap-6 sm:grid-cols-2">
            <Side team={team} version={before} />
            <Side team={team} version={after} />
          </div>
        </>
      ) : (
        <Skeleton className="h-48" />
      )}
    </div>
  )
}
