'use client'

import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { describePrompt } from '#lib/prompts/actions.ts'
import type { PromptSummary } from '#lib/prompts/schema.ts'
import { detailsOf, slugOf, toDetails } from './details.ts'
import { DetailsFields } from './details-fields.tsx'
import { usePromptCommands } from './use-prompt-commands.ts'

interface EditPromptProps {
  team: string
  prompt: PromptSummary
  onClose: () => void
}

/** Changes what is said about a prompt; its text is changed by a new version. */
export function EditPrompt({ team, prompt, onClose }: EditPromptProps) {
  const { refresh } = usePromptCommands(team)
  const [details, setDetails] = useState(() => detailsOf(prompt))
  const [problem, setProblem] = useState<string | null>(null)
  async function save(): Promise<void> {
    const failure = await failureOf(() =>
      describePrompt({ team, id: prompt.id, ...toDetails(details), slug: slugOf(details) }),
    )
    setProblem(failure?.message ?? null)
    if (failure) return
    onClose()
    await refresh()
  }
  return (
    <Dialog
      title="About the prompt"
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="-mx-1 flex max-h-[65dvh] flex-col gap-4 overflow-y-auto p-1 text-ink">
        <DetailsFields team={team} details={details} onChange={setDetails} />
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
