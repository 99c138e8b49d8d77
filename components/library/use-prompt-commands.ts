'use client'

import { useQueryClient } from '@tanstack/react-query'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import { postForFile } from '#components/files/save.ts'
import { copyText } from '#components/ui/copy.ts'
import { toast } from '#components/ui/toast.tsx'
import { plural } from '#lib/format.ts'
import {
  deletePrompt,
  keepAtHand,
  takePromptOver,
  takeVersionBack,
  undoDeletePrompt,
} from '#lib/prompts/actions.ts'
import { libraryKeys } from '#lib/prompts/queries.ts'
import type { ExportWish, PromptSummary } from '#lib/prompts/schema.ts'
import { promptPath } from '#lib/prompts/schema/address.ts'

type Named = Pick<PromptSummary, 'id' | 'title'>

/** Takes prompts away as a file. */
export function exportPrompts(team: string, request: ExportWish): void {
  postForFile(`/api/t/${team}/library/export`, 'request', JSON.stringify(request), () =>
    toast('There was nothing to export. Reload the page and try again.'),
  )
}

/** What is done with a prompt as a whole, and undone. */
export function usePromptCommands(team: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: libraryKeys.all(team) })

  async function restore(prompts: readonly Named[]): Promise<void> {
    for (const { id } of prompts)
      if (!(await act(() => undoDeletePrompt({ team, id })))) return void refresh()
    const [first] = prompts
    toast(prompts.length === 1 && first ? `“${first.title}” is back.` : `${prompts.length} prompts are back.`)
    await refresh()
  }

  return {
    refresh,
    restore: (prompt: Named) => restore([prompt]),
    /** Of many those that one may: what is not done is said. */
    remove: async (prompts: readonly Named[]): Promise<boolean> => {
      const done: Named[] = []
      for (const prompt of prompts)
        if (await act(() => deletePrompt({ team, id: prompt.id }))) done.push(prompt)
      const [first] = done
      if (!first) return false
      const words =
        done.length === 1 ? `“${first.title}” deleted.` : `${plural(done.length, 'prompt')} deleted.`
      toast(words, { label: 'Undo', run: () => void restore(done) })
      await refresh()
      return true
    },
    pin: async ({ id, title, isPinned }: Named & { isPinned: boolean }): Promise<void> => {
      if (await act(() => keepAtHand({ team, id, isPinned: !isPinned })))
        toast(isPinned ? `“${title}” is no longer pinned.` : `“${title}” is pinned.`)
      await refresh()
    },
    copyLink: async ({ id }: Named, number?: number): Promise<void> => {
      const isDone = await copyText(new URL(promptPath(team, id, number), window.location.origin).href)
      toast(
        isDone
          ? 'Link copied. It opens to whoever may see this prompt.'
          : 'This browser does not let it be copied.',
      )
    },
    /** The id of the new prompt; null where it could not be made. */
    fork: async (version: string): Promise<string | null> => {
      const id = uuid()
      if (!(await act(() => takePromptOver({ team, id, versionId: uuid(), version })))) return null
      toast('This is yours now: change it as you like.')
      await refresh()
      return id
    },
    restoreVersion: async (version: { id: string; number: number }): Promise<void> => {
      if (await act(() => takeVersionBack({ team, id: uuid(), version: version.id })))
        toast(`Version ${version.number} is the newest again.`)
      await refresh()
    },
  }
}

export type PromptCommands = ReturnType<typeof usePromptCommands>
