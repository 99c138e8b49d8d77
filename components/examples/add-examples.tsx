'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import { plural } from '#lib/format.ts'
import { addToExamples } from '#lib/examples/actions.ts'
import { examplesQuery } from '#lib/examples/queries.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { useExampleCommands } from './use-example-commands.ts'

interface AddExamplesProps {
  team: string
  /** How many were chosen: for the words. */
  count: number
  /** Of the images. */
  ids: () => Promise<readonly string[]>
  onClose: () => void
  onDone?: () => void
}

const owners = [
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'The team’s' },
] as const

function useAdding({ team, ids, onClose, onDone }: AddExamplesProps) {
  const { refresh } = useExampleCommands(team)
  const [owner, setOwner] = useState<Ownership>('mine')
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [isOnProfile, setIsOnProfile] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [known] = useState(() => new Map<string, string>())

  async function add(): Promise<void> {
    setIsBusy(true)
    let added = 0
    const failure = await failureOf(async () => {
      // The same images added again, because no answer came, are the same examples.
      const images = (await ids()).map((image) => {
        const id = known.get(image) ?? uuid()
        known.set(image, id)
        return { id, image }
      })
      const result = await addToExamples({ team, owner, images, title, note, isOnProfile })
      added = result.data?.added ?? 0
      return result
    })
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (failure) return
    toast(added === 0 ? 'That is among the examples already.' : `${plural(added, 'example')} added.`)
    onClose()
    onDone?.()
    await refresh()
  }
  return {
    owner,
    setOwner,
    title,
    setTitle,
    note,
    setNote,
    isOnProfile,
    setIsOnProfile,
    problem,
    isBusy,
    add,
  }
}

type Form = ReturnType<typeof useAdding>

/** What is said of them, alike for all. */
function Words({ form }: { form: Form }) {
  return (
    <>
      <Field label="Title" hint="Without one it begins with the prompt.">
        {(ids) => (
          <Input
            {...ids}
            maxLength={120}
            value={form.title}
            onChange={(event) => form.setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label="Note">
        {(ids) => (
          <Input
            {...ids}
            maxLength={1_000}
            value={form.note}
            onChange={(event) => form.setNote(event.target.value)}
          />
        )}
      </Field>
      {form.owner === 'mine' && (
        <label className="flex min-h-7 items-center gap-2.5 text-small max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={form.isOnProfile}
            onChange={(event) => form.setIsOnProfile(event.target.checked)}
          />
          Show it on my page, to the team
        </label>
      )}
    </>
  )
}

/** Adds images to the examples: one's own, or the team's. */
export function AddExamples(props: AddExamplesProps) {
  const { team, count, onClose } = props
  const { data } = useQuery(examplesQuery(team, { owner: 'mine' }))
  const form = useAdding(props)
  return (
    <Dialog
      title="Add to examples"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={form.isBusy} onClick={() => void form.add()}>
            Add
          </Button>
        </>
      }
    >
      <p>
        {count === 1
          ? 'Examples show what can be made: with the picture goes how it was made.'
          : `${count} pictures, each with how it was made.`}
      </p>
      <div className="mt-4 flex flex-col gap-4 text-ink">
        {data?.can.createForTeam && (
          <Segments label="Whose" options={owners} value={form.owner} onChange={form.setOwner} />
        )}
        <Words form={form} />
        {form.problem !== null && (
          <Notice kind="danger" isAlert>
            {form.problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
