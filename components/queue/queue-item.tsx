'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { CancelRest, PauseBatch } from '#components/batches/batch-actions.tsx'
import { Elapsed } from '#components/playground/elapsed.tsx'
import { StopDialog } from '#components/playground/stop-dialog.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { closePopover } from '#components/ui/popover.tsx'
import { stopGeneration } from '#lib/generations/actions.ts'
import type { QueueLine } from '#lib/queue/schema.ts'
import { factsOf, progressOf, standingOf, titleOf } from './words.ts'

type LineOf<K extends QueueLine['kind']> = Extract<QueueLine, { kind: K }>

function Cancel({ team, line: { id, running } }: { team: string; line: LineOf<'generation'> }) {
  const [isAsking, setIsAsking] = useState(false)
  const cancel = () => void act(() => stopGeneration({ team, id }))
  return (
    <>
      <FleetingButton look="quiet" onClick={running > 0 ? () => setIsAsking(true) : cancel}>
        <X size={16} aria-hidden="true" />
        Cancel
      </FleetingButton>
      <StopDialog isOpen={isAsking} onClose={() => setIsAsking(false)} onStop={cancel} />
    </>
  )
}

function Actions({ team, line }: { team: string; line: QueueLine }) {
  if (line.kind === 'private') return null
  if (line.kind === 'generation')
    return line.can.cancel && !line.isStopped ? <Cancel team={team} line={line} /> : null
  return (
    <>
      <PauseBatch team={team} batch={line.batch} />
      {line.batch.can.cancel && <CancelRest team={team} batch={line.batch} />}
    </>
  )
}

function Title({ team, line }: { team: string; line: QueueLine }) {
  if (line.kind !== 'batch') return <p className="line-clamp-2 text-small break-words">{titleOf(line)}</p>
  return (
    <Link
      href={`/t/${team}/batches/${line.batch.id}`}
      prefetch={false}
      className="touch-target line-clamp-2 rounded-[4px] text-small break-words hover:underline"
      onClick={(event) => closePopover(event.currentTarget)}
    >
      {titleOf(line)}
    </Link>
  )
}

/** How far a batch is; said in words beside it. */
function Progress({ line }: { line: LineOf<'batch'> }) {
  const { done, total } = progressOf(line)
  return (
    <span aria-hidden="true" className="mt-1.5 block h-1 overflow-hidden rounded-full bg-sunk">
      <span className="block h-full bg-accent" style={{ width: `${(100 * done) / Math.max(1, total)}%` }} />
    </span>
  )
}

/** One line of the queue: where it stands, what it is, whose it is, and what can be done with it. */
export function QueueItem({ team, line }: { team: string; line: QueueLine }) {
  const isStopped = line.kind === 'generation' && line.isStopped
  const since = line.kind === 'private' ? null : line.since
  return (
    <li className="flex items-start gap-3 px-4 py-2">
      <span className="w-11 shrink-0 text-hint leading-[18px] text-ink-3">{standingOf(line)}</span>
      <div className="min-w-0 flex-1">
        <Title team={team} line={line} />
        <p className="text-hint text-ink-3">
          {isStopped ? `${factsOf(line)} · stopped; what comes is kept` : factsOf(line)}
          {since !== null && (
            <span className="ml-1.5 font-mono whitespace-nowrap">
              <Elapsed since={since} />
            </span>
          )}
        </p>
        {line.kind === 'batch' && <Progress line={line} />}
      </div>
      <span className="flex shrink-0 flex-wrap justify-end max-md:flex-col">
        <Actions team={team} line={line} />
      </span>
    </li>
  )
}
