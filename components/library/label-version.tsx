'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { putLabel } from '#lib/prompts/actions.ts'
import type { PromptDetail, PromptLabel, VersionSummary } from '#lib/prompts/schema.ts'
import { usePromptCommands } from './use-prompt-commands.ts'

interface LabelVersionProps {
  team: string
  prompt: PromptDetail
  shown: VersionSummary
  onClose: () => void
}

function useLabels({ team, prompt, shown }: LabelVersionProps) {
  const { refresh } = usePromptCommands(team)
  const [problem, setProblem] = useState<string | null>(null)
  async function put(name: string, version: string | null, isProtected?: boolean): Promise<boolean> {
    const protection = isProtected === undefined ? {} : { isProtected }
    const failure = await failureOf(() => putLabel({ team, prompt: prompt.id, name, version, ...protection }))
    setProblem(failure?.message ?? null)
    await refresh()
    return failure === null
  }
  return { problem, put, move: (name: string) => put(name, shown.id) }
}

interface LabelLineProps extends Pick<LabelVersionProps, 'prompt' | 'shown'> {
  label: PromptLabel
  labels: ReturnType<typeof useLabels>
}

/** A label that there is, on this version or on another. */
function LabelLine({ prompt, shown, label, labels }: LabelLineProps) {
  const { name, number, isProtected } = label
  const isHere = number === shown.number
  const may = !isProtected || prompt.can.protect
  const on = prompt.versions.find((version) => version.number === number)
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
      <span className="min-w-0 flex-1 max-sm:basis-full">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-hint text-ink-3">
          on version {number}
          {isProtected && !prompt.can.protect && ', protected'}
        </span>
      </span>
      {prompt.can.protect && on && (
        <label className="flex items-center gap-2 text-small">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isProtected}
            onChange={(event) => void labels.put(name, on.id, event.target.checked)}
          />
          Protected
        </label>
      )}
      {!isHere && may && <Button onClick={() => void labels.move(name)}>Move here</Button>}
      {may && (
        <IconButton
          label={`Take ${name} away`}
          tip="left"
          icon={<X size={16} />}
          onClick={() => void labels.put(name, null)}
        />
      )}
    </li>
  )
}

interface NewLabelProps extends Pick<LabelVersionProps, 'prompt' | 'shown'> {
  labels: ReturnType<typeof useLabels>
}

function NewLabel({ prompt, shown, labels }: NewLabelProps) {
  const [name, setName] = useState(prompt.labels.length === 0 ? 'approved' : '')
  const [isProtected, setIsProtected] = useState(false)
  async function add(): Promise<void> {
    if (await labels.put(name, shown.id, prompt.can.protect ? isProtected : undefined)) setName('')
  }
  return (
    <form
      className="mt-4 flex flex-col gap-3 text-ink"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field label={`New label on version ${shown.number}`}>
        {(ids) => (
          <span className="flex gap-2">
            <Input {...ids} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
            <Button type="submit" look="primary" disabled={name.trim() === ''}>
              Put on
            </Button>
          </span>
        )}
      </Field>
      {prompt.can.protect && (
        <label className="flex min-h-7 items-center gap-2.5 text-small max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isProtected}
            onChange={(event) => setIsProtected(event.target.checked)}
          />
          Protected
        </label>
      )}
    </form>
  )
}

/** Puts words on a version, "approved": each is on one version, and says where to look. */
export function LabelVersion(props: LabelVersionProps) {
  const { prompt, shown, onClose } = props
  const labels = useLabels(props)
  return (
    <Dialog
      title={`Labels of “${prompt.title}”`}
      isOpen
      onClose={onClose}
      actions={<Button onClick={onClose}>Done</Button>}
    >
      <p>A label is on one version at a time. Protected ones are moved by editors alone.</p>
      {prompt.labels.length > 0 && (
        <ul
          aria-label="Labels"
          className="mt-3 divide-y divide-line rounded-control border border-line text-ink"
        >
          {prompt.labels.map((label) => (
            <LabelLine key={label.name} {...{ prompt, shown, label, labels }} />
          ))}
        </ul>
      )}
      <NewLabel {...{ prompt, shown, labels }} />
      {labels.problem !== null && (
        <Notice kind="danger" isAlert className="mt-3">
          {labels.problem}
        </Notice>
      )}
    </Dialog>
  )
}
