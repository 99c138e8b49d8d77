'use client'

import { useBulk } from '#components/bulk/use-bulk.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
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
    onClose()
    if (await change(await selection(), { kind: 'purge' })) onDone?.()
  }
  const what =
    count === null
      ? 'Everything in the trash that is yours to delete'
      : count === 1
        ? 'This picture'
        : `${number.format(count)} pictures`
  return (
    <Dialog
      title={isAll ? 'Empty the trash?' : 'Delete for good?'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep {count === 1 ? 'it' : 'them'}</Button>
          <Button look="danger" onClick={() => void remove()}>
            {isAll ? 'Empty the trash' : 'Delete for good'}
          </Button>
        </>
      }
    >
      <p>
        {what} will be gone, with ratings, tags and places in albums and shared links. This cannot be undone.
      </p>
      <p className="mt-2">What was paid stays in the books.</p>
    </Dialog>
  )
}
