'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import { tellGallery } from '#components/gallery/changes.ts'
import { toast } from '#components/ui/toast.tsx'
import { albumKeys } from '#lib/albums/queries.ts'
import { changeImages, undoChange } from '#lib/bulk/actions.ts'
import { changeKeys } from '#lib/bulk/queries.ts'
import type { BulkChange, BulkChangeList, Change } from '#lib/bulk/schema.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { Selection } from '#lib/images/schema.ts'
import { tagKeys } from '#lib/tags/queries.ts'
import { endText } from './words.ts'

export interface Bulk {
  /** Begins a change; false where it was refused, which has been said then. */
  change: (selection: Selection, change: Change) => Promise<boolean>
  undo: (id: string) => Promise<void>
}

type Acted = Awaited<ReturnType<typeof changeImages>>

/** Says how it ended, offers to take it back, and has everything read again that it may have changed. */
export function sayEnd(client: QueryClient, team: string, change: BulkChange, undo: Bulk['undo']): void {
  toast(endText(change), change.canUndo ? { label: 'Undo', run: () => void undo(change.id) } : undefined)
  tellGallery(team, { kind: 'changed' })
  for (const queryKey of [galleryKeys.all(team), albumKeys.list(team), tagKeys.list(team)])
    void client.invalidateQueries({ queryKey })
}

/** The same without a component around it. */
export function bulkOf(client: QueryClient, team: string): Bulk {
  /** What has not ended yet is followed by BulkProgress. */
  async function run(action: () => Promise<Acted>): Promise<boolean> {
    let begun: BulkChange | undefined
    const isDone = await act(async () => {
      const result = await action()
      begun = result?.data
      return result
    })
    const change = begun
    if (!isDone || !change) return false
    if (change.state === 'running')
      client.setQueryData<BulkChangeList>(changeKeys.list(team), (list) => ({
        changes: [change, ...(list?.changes ?? []).filter(({ id }) => id !== change.id)],
      }))
    else sayEnd(client, team, change, undo)
    return true
  }

  async function undo(id: string): Promise<void> {
    await run(() => undoChange({ team, id }))
    await client.invalidateQueries({ queryKey: changeKeys.list(team) })
  }

  return {
    undo,
    change: (selection, change) => {
      const id = uuid()
      return run(() => changeImages({ team, id, selection, change }))
    },
  }
}

/** Changes of many images: few are done at once, more go on in the background. */
export function useBulk(team: string): Bulk {
  const client = useQueryClient()
  return useMemo(() => bulkOf(client, team), [client, team])
}
