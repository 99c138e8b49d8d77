'use client'

import { useQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import Link from 'next/link'
import { cn } from '#lib/cn.ts'
import { queueQuery } from '#lib/generations/queries.ts'
import type { QueueCounts } from '#lib/generations/schema.ts'

/** How much is under way: mine, and the whole team's. */
export function QueueBadge({ team, first }: { team: string; first: QueueCounts }) {
  const { data } = useQuery(queueQuery(team, first))
  const counts = data ?? first
  return (
    <Link
      href={`/t/${team}/playground`}
      className={cn(
        'touch-target flex h-8 items-center gap-2 rounded-control border border-line bg-surface px-2.5 text-small',
        counts.team === 0 && 'text-ink-2',
      )}
    >
      <Layers size={16} aria-hidden="true" />
      <span className="sr-only">Queue, yours and the whole team’s:</span> {counts.mine} / {counts.team}
    </Link>
  )
}
