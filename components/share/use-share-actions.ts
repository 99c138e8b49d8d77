'use client'

import { useQueryClient } from '@tanstack/react-query'
import { act } from '#components/actions/act.ts'
import { toast } from '#components/ui/toast.tsx'
import { changeShareAddress, endShare, updateShare } from '#lib/shares/actions.ts'
import { shareKeys } from '#lib/shares/queries.ts'

interface One {
  id: string
  title: string
}

/** What can be done with a link that there is; each says what it did. */
export function useShareActions(team: string) {
  const client = useQueryClient()
  const changed = () => client.invalidateQueries({ queryKey: shareKeys.all(team) })

  async function run(action: Parameters<typeof act>[0], done: string): Promise<void> {
    if (!(await act(action))) return
    await changed()
    toast(done)
  }
  return {
    changed,
    renew: ({ id, title }: One) =>
      run(
        () => changeShareAddress({ team, id }),
        `“${title}” has a new address. The former one opens nothing.`,
      ),
    update: ({ id, title }: One) => run(() => updateShare({ team, id }), `“${title}” is up to date.`),
    revoke: ({ id, title }: One) => run(() => endShare({ team, id }), `“${title}” opens to nobody any more.`),
  }
}
