'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft, Recipe } from '#components/playground/draft.ts'
import { Difference } from '#components/playground/difference.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { modelQuery } from '#lib/models/queries.ts'
import type { Change, Changes, Take } from './changes.ts'
import { changesOf, takeOver, takes } from './changes.ts'

interface ReuseDialogProps {
  team: string
  recipe: Recipe
  take: Take
  before: Draft
  onApply: (draft: Draft) => void
  onClose: () => void
}

const names: Record<Take, string> = { everything: 'Everything', prompt: 'Prompt', parameters: 'Parameters' }

/** The draft that comes of a choice, and what is different about it; null until the models are known. */
function useOutcome({ team, recipe, before }: ReuseDialogProps, take: Take, isTyped: boolean) {
  const mine = useQuery(modelQuery(team, before.modelId))
  const theirs = useQuery(modelQuery(team, recipe.modelId))
  if (mine.isPending || theirs.isPending) return null
  // A model that is gone says nothing of its parameters: they are compared by their names.
  const model = (take === 'everything' ? theirs.data : mine.data) ?? null
  const nameOf = (id: string) => [mine.data, theirs.data].find((each) => each?.id === id)?.name ?? id
  const after = takeOver(before, recipe, { take, isTyped }, model)
  return { after, changes: changesOf(before, after, { model, nameOf }) }
}

/** Says what taking over would change, before it does. */
export function ReuseDialog(props: ReuseDialogProps) {
  const { recipe, onApply, onClose } = props
  const [take, setTake] = useState(props.take)
  const [words, setWords] = useState<'typed' | 'sent'>('typed')
  const outcome = useOutcome(props, take, words === 'typed')
  // What was never sent has no such words.
  const hasBoth = typeof recipe.template === 'string' && recipe.prompt !== null && take !== 'parameters'
  return (
    <Dialog
      title="Reuse"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep mine</Button>
          <Button look="primary" isBusy={!outcome} onClick={() => outcome && onApply(outcome.after)}>
            Take over
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Segments
          label="What to reuse"
          options={takes.map((value) => ({ value, label: names[value] }))}
          value={take}
          onChange={setTake}
        />
        {hasBoth && (
          <Segments
            label="The prompt"
            options={[
              { value: 'typed', label: 'As typed' },
              { value: 'sent', label: 'As sent' },
            ]}
            value={words}
            onChange={setWords}
          />
        )}
        {outcome ? <ChangeList changes={outcome.changes} /> : <Skeleton className="h-24" />}
      </div>
    </Dialog>
  )
}

function ChangeList({ changes: { prompt, list, parked } }: { changes: Changes }) {
  if (!prompt && list.length === 0) return <p className="text-small">The editor has all of it already.</p>
  return (
    // It scrolls, so the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label="What changes" tabIndex={0} className="max-h-[44dvh] overflow-y-auto text-ink">
      {prompt && (
        <div className="mb-3">
          <Difference from={prompt.before} to={prompt.after} />
        </div>
      )}
      {list.length > 0 && (
        <dl className="grid grid-cols-[minmax(0,140px)_1fr] gap-x-3 gap-y-1.5 text-small">
          {list.map((each) => (
            <ChangeLine key={each.label} change={each} />
          ))}
        </dl>
      )}
      {parked.length > 0 && (
        <p className="mt-3 text-hint text-ink-2">Kept aside until a model has it: {parked.join(', ')}.</p>
      )}
    </section>
  )
}

function ChangeLine({ change: { label, before, after } }: { change: Change }) {
  return (
    <div className="contents">
      <dt className="truncate text-ink-2">{label}</dt>
      <dd className="min-w-0 break-words">
        <del className="text-ink-3">{before}</del>
        <span aria-hidden="true"> → </span>
        <ins className="no-underline">{after}</ins>
      </dd>
    </div>
  )
}
