'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { setSearchParams } from '#components/layout/use-search-param.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { keepVersion } from '#lib/prompts/actions.ts'
import { versionQuery } from '#lib/prompts/queries.ts'
import type { PromptDetail, PromptVersion, VersionSummary } from '#lib/prompts/schema.ts'
import { NoteField } from './note-field.tsx'
import { usePromptCommands } from './use-prompt-commands.ts'

interface EditTextProps {
  team: string
  prompt: PromptDetail
  /** The version that is gone on from. */
  shown: VersionSummary
  onClose: () => void
}

/** Writes a new version: the text of the one that is looked at, changed, with its settings. */
export function EditText({ shown, ...props }: EditTextProps) {
  const { data } = useQuery(versionQuery(props.team, shown.id))
  return data ? <Editor {...props} version={data} /> : null
}

type EditorProps = Omit<EditTextProps, 'shown'> & { version: PromptVersion }

function useEditing({ team, prompt, version, onClose }: EditorProps) {
  const { refresh } = usePromptCommands(team)
  const [id] = useState(() => uuid())
  const [text, setText] = useState(version.text)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function save(): Promise<void> {
    setIsBusy(true)
    const { isPlain, variables, modelId, provider, parameters, extra } = version
    const content = { text, isPlain, variables, modelId, provider, parameters, extra }
    const failure = await failureOf(() => keepVersion({ team, id, prompt: prompt.id, content, note }))
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (failure) return
    onClose()
    toast('The new version is saved.')
    await refresh()
    // The newest is what one sees without asking for another.
    setSearchParams({ version: null, with: null }, 'replace')
  }
  return { text, setText, note, setNote, problem, isBusy, save }
}

function Editor(props: EditorProps) {
  const { prompt, onClose } = props
  const { text, setText, note, setNote, problem, isBusy, save } = useEditing(props)
  const next = prompt.version.number + 1
  return (
    <Dialog
      title={`Version ${next}`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void save()}>
            Save version {next}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 text-ink">
        <Field label="Text">
          {(ids) => (
            <Textarea
              {...ids}
              rows={6}
              className="max-h-[45dvh] text-prompt"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <NoteField note={note} onChange={setNote} />
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
