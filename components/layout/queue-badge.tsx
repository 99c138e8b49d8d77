'use client'

import { useQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Popover } from '#components/ui/popover.tsx'
import { cn } from '#lib/cn.ts'
import { queueQuery } from '#lib/generations/queries.ts'
import type { QueueCounts } from '#lib/generations/schema.ts'

/** Loaded when it is first asked for: every page has the badge. */
const QueuePanel = lazy(async () => ({
  default: (await import('#components/queue/queue-panel.tsx')).QueuePanel,
}))

/** How much is under way, mine and the whole team's; a press shows what that is. */
export function QueueBadge({ team, first }: { team: string; first: QueueCounts }) {
  const { data } = useQuery(queueQuery(team, first))
  const counts = data ?? first
  return (
    <Popover
      label="Queue"
      kind="dialog"
      align="end"
      className="panel-of-queue"
      opener={(opener) => (
        <button
          type="button"
          className={cn(
            'touch-target flex h-8 items-center gap-2 rounded-control border border-line bg-surface px-2.5 text-small',
            counts.team === 0 && 'text-ink-2',
          )}
          {...opener}
        >
          <Layers size={16} aria-hidden="true" />
          <span className="sr-only">Queue, yours and the whole team’s:</span> {counts.mine} / {counts.team}
        </button>
      )}
    >
      <Suspense fallback={<p className="p-4 text-small text-ink-3">Loading …</p>}>
        <QueuePanel team={team} />
      </Suspense>
    </Popover>
  )
}
