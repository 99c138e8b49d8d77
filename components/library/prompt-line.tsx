'use client'

import { BadgeCheck, Pin, RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { formatDay } from '#lib/format.ts'
import { daysLeftText } from '#lib/images/schema/trash.ts'
import type { PromptSummary } from '#lib/prompts/schema.ts'
import { promptPath } from '#lib/prompts/schema/address.ts'
import { OpenPrompt } from './open-prompt.tsx'
import { PromptThumb } from './prompt-picture.tsx'
import { StatsLine, statsOf } from './stats-line.tsx'
import type { PromptCommands } from './use-prompt-commands.ts'

export interface PromptLineProps {
  team: string
  prompt: PromptSummary
  defaultModelId: string
  commands: PromptCommands
  /** Of the list. */
  now: Date
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

/** The words that stand on one of its versions: "approved v3". */
export function PromptLabels({ labels }: Pick<PromptSummary, 'labels'>) {
  return labels.map(({ name, number, isProtected }) => (
    <Chip key={name} className="inline-flex shrink-0 items-center gap-1 text-accent">
      <BadgeCheck size={13} aria-hidden="true" />
      {name} v{number}
      {isProtected && <span className="sr-only">, protected</span>}
    </Chip>
  ))
}

const facts = ({ folder, tags, version, updatedAt, scope }: PromptSummary): string =>
  [
    scope === 'mine' ? 'Mine' : 'Team',
    `v${version.number}`,
    ...(folder ? [folder.name] : []),
    ...tags.map((tag) => `#${tag}`),
    `changed on ${formatDay(updatedAt)}`,
  ].join(' · ')

/** One prompt among others: what it is, what came of it, and the ways to use it. */
export function PromptLine(props: PromptLineProps) {
  const { team, prompt, isChosen, onChoose } = props
  const { id, title, slug, description, excerpt, labels, cover, stats, trashedAt } = prompt
  return (
    <li className="flex items-start gap-3 px-4 py-3 max-md:flex-wrap max-md:px-3">
      {trashedAt === null && (
        <label className="touch-target -m-1 mt-0 flex p-1">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            aria-label={`Select ${title}`}
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </label>
      )}
      <PromptThumb team={team} picture={cover} sizes="72px" className="size-18 shrink-0 max-md:size-14" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {trashedAt === null ? (
            <Link
              href={promptPath(team, id)}
              className="touch-target min-w-0 truncate rounded-[4px] font-medium hover:underline hover:underline-offset-4"
            >
              {title}
            </Link>
          ) : (
            <span className="min-w-0 truncate font-medium">{title}</span>
          )}
          <span className="font-mono text-hint text-ink-3">/{slug}</span>
          <PromptLabels labels={labels} />
        </p>
        <p className="mt-0.5 line-clamp-2 text-small break-words text-ink-2">{description || excerpt}</p>
        <p className="mt-1 truncate text-hint text-ink-3 max-md:whitespace-normal">{facts(prompt)}</p>
        <StatsLine stats={stats} className="mt-0.5 text-hint text-ink-3 lg:hidden" />
      </div>
      <ul className="w-36 shrink-0 text-right text-hint text-ink-3 max-lg:hidden">
        {statsOf(stats).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Actions {...props} />
    </li>
  )
}

function Actions({ team, prompt, defaultModelId, commands, now }: PromptLineProps) {
  const { title, trashedAt, isPinned, version } = prompt
  if (trashedAt !== null)
    return (
      <span className="flex shrink-0 flex-col items-end gap-1">
        <Button aria-label={`Restore ${title}`} onClick={() => void commands.restore(prompt)}>
          <RotateCcw size={15} aria-hidden="true" />
          Restore
        </Button>
        <span className="text-hint text-ink-3">{daysLeftText(trashedAt, now)}</span>
      </span>
    )
  return (
    <span className="flex shrink-0 items-center justify-end gap-1 max-md:-mt-2 max-md:w-full">
      <IconButton
        label={isPinned ? `Unpin ${title}` : `Pin ${title}`}
        tip="left"
        aria-pressed={isPinned}
        icon={<Pin size={16} className={isPinned ? 'fill-current text-accent' : ''} />}
        onClick={() => void commands.pin(prompt)}
      />
      <OpenPrompt {...{ team, defaultModelId, title }} versionId={version.id} />
    </span>
  )
}
