'use client'

import { BadgeCheck, Columns2 } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import { formatDay } from '#lib/format.ts'
import type { PromptDetail, VersionSummary } from '#lib/prompts/schema.ts'
import { shortStatsOf } from './stats-line.tsx'

interface VersionListProps {
  prompt: PromptDetail
  shown: VersionSummary
  other: VersionSummary | undefined
  onShow: (number: number) => void
  /** With the one that is shown. */
  onCompare: (number: number) => void
}

type VersionItemProps = VersionListProps & { version: VersionSummary }

/** What a version is told from others by. */
function Words({ prompt, version }: Pick<VersionItemProps, 'prompt' | 'version'>) {
  const { number, note, author, createdAt, stats } = version
  const labels = prompt.labels.filter((label) => label.number === number)
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="font-medium">Version {number}</span>
        {labels.map(({ name }) => (
          <span key={name} className="flex items-center gap-1 text-hint text-accent">
            <BadgeCheck size={13} aria-hidden="true" />
            {name}
          </span>
        ))}
        <span className="ml-auto text-hint text-ink-2">{shortStatsOf(stats)}</span>
      </span>
      {note !== '' && <span className="mt-0.5 line-clamp-2 text-small break-words text-ink-2">{note}</span>}
      <span className="mt-0.5 block truncate text-hint text-ink-2">
        {author.name} · {formatDay(createdAt)}
      </span>
    </>
  )
}

function VersionItem({ prompt, version, shown, other, onShow, onCompare }: VersionItemProps) {
  const { number } = version
  const [isShown, isOther] = [number === shown.number, number === other?.number]
  return (
    <li className={cn('flex items-start', isShown && 'bg-accent-soft', isOther && 'bg-sunk')}>
      <button
        type="button"
        aria-current={isShown ? 'true' : undefined}
        className="min-w-0 flex-1 px-3 py-2 text-left -outline-offset-2"
        onClick={() => onShow(number)}
      >
        <Words prompt={prompt} version={version} />
      </button>
      {!isShown && (
        <IconButton
          label={`Compare version ${shown.number} with version ${number}`}
          tip="left"
          className="mt-1 mr-1"
          aria-pressed={isOther}
          icon={<Columns2 size={16} className={isOther ? 'text-accent' : ''} />}
          onClick={() => onCompare(number)}
        />
      )}
    </li>
  )
}

/** All versions of a prompt, the newest first: to look at, and to compare. */
export function VersionList(props: VersionListProps) {
  return (
    <section aria-labelledby="versions" className="min-w-0 lg:sticky lg:top-5">
      <h3 id="versions" className="font-semibold">
        Versions
      </h3>
      <ol
        aria-label="Versions"
        className="mt-2 max-h-[70dvh] divide-y divide-line overflow-y-auto rounded-panel border border-line bg-surface"
      >
        {props.prompt.versions.map((version) => (
          <VersionItem key={version.id} {...props} version={version} />
        ))}
      </ol>
    </section>
  )
}
