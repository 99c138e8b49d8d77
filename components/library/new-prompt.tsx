'use client'

import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { keepPrompt } from '#lib/prompts/actions.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { noDetails, toDetails } from './details.ts'
import { DetailsFields } from './details-fields.tsx'

interface NewPromptProps {
  team: string
  scope: Ownership
  onSaved: (id: string) => void
  onClose: () => void
}

/** Asks for a prompt that is written here, and not in the playground. */
export function NewPrompt({ team, scope, onSaved, onClose }: NewPromptProps) {
  const [ids] = useState(() => ({ id: uuid(), versionId: uuid() }))
  const [details, setDetails] = useState(() => noDetails('', scope))
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function save(): Promise<void> {
    setIsBusy(true)
    const slug = details.slug.trim()
    const failure = await failureOf(() =>
      keepPrompt({ team, ...ids, ...toDetails(details), ...(slug ? { slug } : {}), content: { text } }),
    )
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (!failure) onSaved(ids.id)
  }

  return (
    <Dialog
      title="New prompt"
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="-mx-1 flex max-h-[65dvh] flex-col gap-4 overflow-y-auto p-1 text-ink">
        <DetailsFields team={team} details={details} onChange={setDetails} />
        <Field label="Text" hint="As in the editor: {{variables}}, {one|another}, __lists__.">
          {(aria) => (
            <Textarea
              {...aria}
              rows={4}
              className="text-prompt"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
