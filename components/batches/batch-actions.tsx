'use client'

import { CornerUpLeft, Download, Pause, Play, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { cancelBatch, pauseBatch, resumeBatch, retryBatch } from '#lib/batches/actions.ts'
import { batchZipUrl } from '#lib/batches/queries.ts'
import type { Batch } from '#lib/batches/schema.ts'

interface BatchActionsProps {
  team: string
  batch: Batch
  onReuse?: () => void
}

const hasPictures = ({ counts: { succeeded, partial, reused } }: Batch) => succeeded + partial + reused > 0

/** What can be done with a batch now. */
export function BatchActions({ team, batch, onReuse }: BatchActionsProps) {
  const { id, can, retryUpTo } = batch
  const of = { team, id }
  return (
    <span className="ml-auto flex flex-wrap items-center gap-1">
      <PauseBatch team={team} batch={batch} />
      {can.cancel && <CancelRest team={team} batch={batch} />}
      {can.retryFailed && retryUpTo !== null && (
        <FleetingButton look="quiet" onClick={() => void act(() => retryBatch({ ...of, upTo: retryUpTo }))}>
          <RotateCcw size={15} aria-hidden="true" />
          Retry what failed
        </FleetingButton>
      )}
      {hasPictures(batch) && (
        <a href={batchZipUrl(team, id)} download className={buttonClass('quiet', 'small')}>
          <Download size={15} aria-hidden="true" />
          Download
        </a>
      )}
      {onReuse && (
        <Button look="quiet" className="max-md:hidden" onClick={onReuse}>
          <CornerUpLeft size={16} aria-hidden="true" className="-scale-x-100" />
          Reuse
        </Button>
      )}
    </span>
  )
}

interface SteerProps {
  team: string
  batch: Pick<Batch, 'id' | 'counts' | 'can'>
}

/** Holds back what waits, or lets it go on. */
export function PauseBatch({ team, batch: { id, can } }: SteerProps) {
  return (
    <>
      {can.pause && (
        <FleetingButton look="quiet" onClick={() => void act(() => pauseBatch({ team, id }))}>
          <Pause size={15} aria-hidden="true" />
          Pause
        </FleetingButton>
      )}
      {can.resume && (
        <FleetingButton look="quiet" onClick={() => void act(() => resumeBatch({ team, id }))}>
          <Play size={15} aria-hidden="true" />
          Resume
        </FleetingButton>
      )}
    </>
  )
}

/** Takes what waits out of the queue, and stops waiting for what was sent. */
export function CancelRest({ team, batch: { id, counts } }: SteerProps) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  return (
    <>
      <FleetingButton look="quiet" onClick={() => setIsAsking(true)}>
        <X size={16} aria-hidden="true" />
        Cancel
      </FleetingButton>
      <Dialog
        title="Cancel the rest"
        isOpen={isAsking}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Go on</Button>
            <Button
              look="primary"
              onClick={() => {
                close()
                void act(() => cancelBatch({ team, id }))
              }}
            >
              Cancel the rest
            </Button>
          </>
        }
      >
        {counts.queued} wait, and will cost nothing. {counts.running} were sent already: they run on, are
        charged, and are kept.
      </Dialog>
    </>
  )
}
