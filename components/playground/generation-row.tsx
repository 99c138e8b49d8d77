'use client'

import { CircleAlert, CircleHelp, Lock } from 'lucide-react'
import { memo } from 'react'
import { RowInputs } from '#components/inputs/row-inputs.tsx'
import { VersionLink } from '#components/library/version-link.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'
import { cn } from '#lib/cn.ts'
import { formatDuration, formatMoney } from '#lib/format.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { describeCalls } from './call-words.ts'
import { chipsOf } from './chips.ts'
import { NextStepButton, RowActions } from './row-actions.tsx'
import { Tiles } from './tiles.tsx'
import { describeFailure, describeStatus } from './words.ts'

export interface RowProps {
  team: string
  generation: Generation
  /** Where it is not the usual one. */
  modelName: string | null
  onReuse: (generation: Generation) => void
}

function cost({ status, costMicros, costSource, estimateMicros }: Generation): string | null {
  if (!costMicros) return null
  const about = costSource === 'estimate' ? 'about ' : ''
  const isLess = status === 'partial' && estimateMicros !== null && costMicros < estimateMicros
  return `${about}${formatMoney(costMicros)}${isLess ? ` of ${formatMoney(estimateMicros)}` : ''}`
}

/** Of what came: how soon something failed says nothing. */
function time({ startedAt, finishedAt, images }: Generation): string | null {
  return startedAt && finishedAt && images.length > 0
    ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))
    : null
}

const facts = (generation: Generation) =>
  [cost(generation), time(generation)].filter((fact) => fact !== null).join(' · ')

/** Why it is not what was asked, whether it cost anything, by which id the upstream knows it, and what to do. */
function FailureNote({ team, generation, onReuse }: Omit<RowProps, 'modelName'>) {
  const failure = describeFailure(generation)
  if (!failure) return null
  const requestId = generation.attempts.at(-1)?.upstreamRequestId
  const isUnknown = generation.status === 'unknown'
  const Icon = isUnknown ? CircleHelp : CircleAlert
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 max-md:basis-full max-md:peer-not-empty:order-last md:flex-1">
      <span className={`flex items-start gap-1.5 text-small ${isUnknown ? 'text-ink' : 'text-danger'}`}>
        <Icon size={16} aria-hidden="true" className="mt-px" />
        <span className="min-w-0 break-words">{failure.text}</span>
      </span>
      {(isUnknown || generation.status === 'lost') && requestId && (
        <span className="font-mono text-hint break-all text-ink-3">{requestId}</span>
      )}
      <span className="max-md:hidden">
        <NextStepButton team={team} generation={generation} step={failure.next} onReuse={onReuse} />
      </span>
    </div>
  )
}

/** Nothing of it is said in a chip, on a desk, where time and cost stand beside the prompt. */
const isPlain = ({ visibility, environment, inputs, version }: Generation) =>
  visibility === 'team' && environment === 'live' && inputs.length === 0 && version === null

function Calls({ generation: { attempts } }: { generation: Generation }) {
  const words = describeCalls(attempts)
  return words !== null && <p className="text-hint text-ink-3">{words}</p>
}

/** One generation: what was asked, how it stands, what came, what it cost. */
export const GenerationRow = memo(function GenerationRow(props: RowProps) {
  const { team, generation, modelName } = props
  const { visibility, environment, prompt } = generation
  const status = describeStatus(generation)
  const chips = chipsOf(generation, modelName)
  const isBare = chips.length === 0 && !status && isPlain(generation)
  const ref = useFocusHeir<HTMLLIElement>()
  return (
    <li ref={ref} className="group/row row-of-results flex flex-col gap-2.5" data-status={generation.status}>
      <div className="flex items-start justify-between gap-4">
        <p className="line-clamp-3 min-w-0 break-words whitespace-pre-wrap">{prompt ?? 'Made larger'}</p>
        <span className="shrink-0 text-small text-ink-2 max-md:hidden">{facts(generation)}</span>
      </div>
      <div className="flex min-h-8 items-center gap-x-2 gap-y-1 max-md:flex-wrap">
        <div
          className={cn(
            'peer flex min-w-0 flex-wrap items-center gap-1.5 empty:hidden max-md:flex-1',
            isBare && 'md:hidden',
          )}
        >
          <RowInputs team={team} inputs={generation.inputs} />
          {generation.version && <VersionLink team={team} version={generation.version} />}
          {chips.map((chip) => (
            <Chip key={chip}>{chip}</Chip>
          ))}
          {facts(generation) !== '' && <Chip className="md:hidden">{facts(generation)}</Chip>}
          {visibility === 'private' && (
            <Chip className="inline-flex items-center gap-1">
              <Lock size={12} aria-hidden="true" /> Private
            </Chip>
          )}
          {environment === 'standin' && (
            <Chip className="bg-transparent ring-1 ring-line ring-inset">stand-in</Chip>
          )}
          {status && <span className="text-hint text-ink-3">{status}</span>}
        </div>
        <FailureNote {...props} />
        <RowActions {...props} />
      </div>
      <Calls generation={generation} />
      <Tiles team={team} generation={generation} />
    </li>
  )
})
