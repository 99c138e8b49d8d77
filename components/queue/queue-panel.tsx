'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { TellSwitch } from '#components/notify/tell-switch.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { closePopover } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { queueLinesQuery } from '#lib/queue/queries.ts'
import type { Queue } from '#lib/queue/schema.ts'
import { CancelMine } from './cancel-mine.tsx'
import { QueueItem } from './queue-item.tsx'
import { describeLimits, keyOf } from './words.ts'

/** So that the keyboard, and whoever listens, is where the panel opened. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus()

/** What runs and what waits, and what can be done about it. */
export function QueuePanel({ team }: { team: string }) {
  const { data, isError } = useQuery(queueLinesQuery(team))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 ref={takeFocus} tabIndex={-1} className="mr-auto font-semibold outline-none">
          Queue
        </h2>
        {data && data.mineWaiting > 1 && <CancelMine team={team} count={data.mineWaiting} />}
        <IconButton
          label="Close"
          tip="left"
          icon={<X size={18} />}
          onClick={(event) => closePopover(event.currentTarget)}
        />
      </div>
      {isError && !data && <p className="p-4 text-small text-danger">The queue cannot be loaded.</p>}
      {!isError && !data && (
        <div className="flex flex-col gap-2 p-4" aria-hidden="true">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      )}
      {data && <Lines team={team} queue={data} />}
      <div className="shrink-0 border-t border-line px-4 py-3 pb-[max(12px,env(safe-area-inset-bottom))]">
        <TellSwitch />
        {data && <p className="mt-2 text-hint text-ink-3">{describeLimits(data.limits)}</p>}
      </div>
    </div>
  )
}

function Lines({ team, queue: { lines, more } }: { team: string; queue: Queue }) {
  if (lines.length === 0) return <p className="p-4 text-small text-ink-2">Nothing runs, and nothing waits.</p>
  return (
    <div className="min-h-0 flex-1 overflow-y-auto py-1">
      <ul aria-label="Queue">
        {lines.map((line) => (
          <QueueItem key={keyOf(line)} team={team} line={line} />
        ))}
      </ul>
      {more > 0 && <p className="px-4 py-2 text-small text-ink-2">and {more.toLocaleString('en-US')} more</p>}
    </div>
  )
}
