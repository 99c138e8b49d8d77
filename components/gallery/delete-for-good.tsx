'use client'

import { useBulk } from '#components/bulk/use-bulk.ts'
import { Confirm } from '#components/ui/confirm.tsx'
import type { Selection } from '#lib/images/schema.ts'

interface DeleteForGoodProps {
  team: string
  /** How many; null where they are more than were counted. */
  count: number | null
  /** All that is in the trash. */
  isAll?: boolean
  selection: () => Selection | Promise<Selection>
  onClose: () => void
  onDone?: () => void
}

const number = new Intl.NumberFormat('en-US')

/** Asks before anything is deleted that cannot be had back. */
export function DeleteForGood({
  team,
  count,
  isAll = false,
  selection,
  onClose,
  onDone,
}: DeleteForGoodProps) {
  const { change } = useBulk(team)
  async function remove(): Promise<void> {
    if (await change(await selection(), { kind: 'purge' })) onDone?.()
  }
  const what =
    count === null
      ? 'Everything in the trash that is yours to delete'
      : count === 1
        ? 'This picture'
        : `${number.format(count)} pictures`
  return (
    <Confirm
      title={isAll ? 'Empty the trash?' : 'Delete for good?'}
      action={isAll ? 'Empty the trash' : 'Delete for good'}
      keep={count === 1 ? 'Keep it' : 'Keep them'}
      isDanger
      onClose={onClose}
      onConfirm={() => void remove()}
    >
      <p>
        {what} will be gone, with ratings, tags and places in albums and shared links. This cannot be undone.
      </p>
      <p className="mt-2">What was paid stays in the books.</p>
    </Confirm>
  )
}
