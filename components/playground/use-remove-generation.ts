'use client'

import { useQueryClient } from '@tanstack/react-query'
import { act } from '#components/actions/act.ts'
import { toast } from '#components/ui/toast.tsx'
import { batchKeys } from '#lib/batches/queries.ts'
import { deleteGeneration, undoDeleteGeneration } from '#lib/generations/actions.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { removeGeneration } from '#components/live/feed.ts'

/** Moves a generation with its pictures to the trash, and offers to take that back. */
export function useRemoveGeneration(team: string): (generation: Generation) => Promise<void> {
  const client = useQueryClient()
  return async ({ id }) => {
    const isDone = await act(() => deleteGeneration({ team, id }))
    if (!isDone) return
    removeGeneration(client, team, id)
    toast('Moved to the trash.', {
      label: 'Undo',
      // It comes back in its old place: the list is asked again.
      run: () =>
        void act(() => undoDeleteGeneration({ team, id })).then(() =>
          client.invalidateQueries({ queryKey: batchKeys.feed(team) }),
        ),
    })
  }
}
