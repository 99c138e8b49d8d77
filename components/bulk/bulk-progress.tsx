'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { changesQuery } from '#lib/bulk/queries.ts'
import type { BulkChange } from '#lib/bulk/schema.ts'
import type { Bulk } from './use-bulk.ts'
import { sayEnd, useBulk } from './use-bulk.ts'
import { progressText } from './words.ts'

/** What ran when one last looked, and no longer does, has ended: it is said once. */
function useEnds(team: string, changes: readonly BulkChange[], undo: Bulk['undo']): void {
  const client = useQueryClient()
  const running = useRef(new Set<string>())
  useEffect(() => {
    for (const change of changes) {
      if (change.state === 'running') running.current.add(change.id)
      else if (running.current.delete(change.id) && change.state !== 'undone')
        sayEnd(client, team, change, undo)
    }
  }, [changes, client, team, undo])
}

const none: BulkChange[] = []

/** How far the changes of many images have come that one began, here or in another tab. Once on a page. */
export function BulkProgress({ team }: { team: string }) {
  const { data } = useQuery(changesQuery(team))
  const { undo } = useBulk(team)
  const changes = data?.changes ?? none
  useEnds(team, changes, undo)
  const running = changes.filter(({ state }) => state === 'running')
  if (running.length === 0) return null
  return (
    <section
      aria-label="Changes under way"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-30 flex flex-col items-center gap-2 px-4"
    >
      {running.map((change) => (
        <div
          key={change.id}
          className="pointer-events-auto flex max-w-full items-center gap-2 rounded-[10px] border border-line bg-raised py-1 pr-1 pl-4 shadow-float"
        >
          <label className="min-w-0 py-1.5 tabular-nums">
            {progressText(change)}
            <progress className="sr-only" value={change.done} max={change.total} />
          </label>
          {change.canUndo && (
            <Button look="quiet" className="font-medium" onClick={() => void undo(change.id)}>
              Undo
            </Button>
          )}
        </div>
      ))}
      {/* In steps of a tenth, so that a listener is not flooded. */}
      <p role="status" className="sr-only">
        {running
          .map(({ done, total }) => `${Math.floor((10 * done) / Math.max(total, 1)) * 10} % done`)
          .join(', ')}
      </p>
    </section>
  )
}
