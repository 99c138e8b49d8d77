'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { DetailsFields } from './details-fields.tsx'
import { NoteField } from './note-field.tsx'
import { settingWords } from './setting-words.ts'
import type { SavePromptProps, Way } from './use-save-prompt.ts'
import { useSavePrompt } from './use-save-prompt.ts'

/** "imagen-3.0-generate-002, 16:9, 2 images" */
function settingsInWords({ draft: { modelId }, values }: SavePromptProps): string {
  const chosen = Object.entries(values).map(([name, value]) => settingWords(name, value))
  return [modelId, ...chosen].join(', ')
}

type Form = ReturnType<typeof useSavePrompt>

/** Beside the words, how they were used: the model and the parameters of the moment. */
function WithSettings({ form, words }: { form: Form; words: string }) {
  return (
    <label className="flex min-h-7 items-start gap-2.5 text-small max-md:min-h-11">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={form.hasSettings}
        onChange={(event) => form.setHasSettings(event.target.checked)}
      />
      <span className="min-w-0">
        With its model and parameters
        <span className="block text-hint break-words text-ink-3">{words}</span>
      </span>
    </label>
  )
}

/** Keeps what is written in the library: as a new version of the prompt that it is from, or as a new prompt. */
export function SavePrompt(props: SavePromptProps) {
  const form = useSavePrompt(props)
  const { open, way, problem } = form
  return (
    <Dialog
      title="Save to the library"
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>Not now</Button>
          <Button look="primary" isBusy={form.isBusy} onClick={() => void form.save()}>
            {way === 'version' && open ? `Save version ${open.version.number + 1}` : 'Save'}
          </Button>
        </>
      }
    >
      {open && <p className="mb-3">A new version of “{open.title}”, or a prompt of its own.</p>}
      <div className="flex flex-col gap-4 text-ink">
        {open && (
          <Segments<Way>
            label="Save as"
            options={[
              { value: 'version', label: `Version ${open.version.number + 1}` },
              { value: 'new', label: 'New prompt' },
            ]}
            value={way}
            onChange={form.setWay}
          />
        )}
        {way === 'new' && (
          <DetailsFields team={props.team} details={form.details} onChange={form.setDetails} isShort />
        )}
        <NoteField note={form.note} onChange={form.setNote} />
        <WithSettings form={form} words={settingsInWords(props)} />
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
