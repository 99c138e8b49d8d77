'use client'

import { useQueryClient } from '@tanstack/react-query'
import { act } from '#components/actions/act.ts'
import { toast } from '#components/ui/toast.tsx'
import { describeExample, orderExamples, takeExampleOut, undoTakeExampleOut } from '#lib/examples/actions.ts'
import { exampleKeys } from '#lib/examples/queries.ts'
import type { Example } from '#lib/examples/schema.ts'
import type { Ownership } from '#lib/teams/schema.ts'

type Named = Pick<Example, 'id' | 'title'>

/** What is done with an example, and undone. */
export function useExampleCommands(team: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: exampleKeys.all(team) })

  async function restore({ id, title }: Named): Promise<void> {
    if (await act(() => undoTakeExampleOut({ team, id }))) toast(`“${title}” is back.`)
    await refresh()
  }

  return {
    refresh,
    remove: async (example: Named): Promise<void> => {
      if (!(await act(() => takeExampleOut({ team, id: example.id })))) return
      toast(`“${example.title}” is no longer an example. The picture stays.`, {
        label: 'Undo',
        run: () => void restore(example),
      })
      await refresh()
    },
    showOnPage: async ({ id, isOnProfile }: Pick<Example, 'id' | 'isOnProfile'>): Promise<void> => {
      if (await act(() => describeExample({ team, id, isOnProfile: !isOnProfile })))
        toast(isOnProfile ? 'It no longer stands on your page.' : 'It stands on your page now.')
      await refresh()
    },
    move: async (owner: Ownership, ids: readonly string[], before: string | null): Promise<void> => {
      if (await act(() => orderExamples({ team, owner, examples: [...ids], before }))) toast('Moved.')
      await refresh()
    },
  }
}

export type ExampleCommands = ReturnType<typeof useExampleCommands>
