'use client'

import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { cancelMine } from '#lib/queue/actions.ts'

/** Takes everything of one's own that waits out of the queue, once one has said so. */
export function CancelMine({ team, count }: { team: string; count: number }) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  const number = count.toLocaleString('en-US')
  return (
    <>
      <FleetingButton look="quiet" onClick={() => setIsAsking(true)}>
        Cancel all of mine
      </FleetingButton>
      <Dialog
        title={`Cancel ${number} that wait`}
        isOpen={isAsking}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Keep them</Button>
            <Button
              look="primary"
              onClick={() => {
                close()
                void act(() => cancelMine({ team }))
              }}
            >
              Cancel {number}
            </Button>
          </>
        }
      >
        They cost nothing. What was sent already runs on and is kept, and what is paused stays paused.
      </Dialog>
    </>
  )
}
