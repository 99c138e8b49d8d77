'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface StopDialogProps {
  isOpen: boolean
  onClose: () => void
  onStop: () => void
}

/** Asked before one stops waiting for what is being paid for. */
export function StopDialog({ isOpen, onClose, onStop }: StopDialogProps) {
  return (
    <Dialog
      title="Stop waiting"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep waiting</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose()
              onStop()
            }}
          >
            Stop waiting
          </Button>
        </>
      }
    >
      It was sent already, so it runs on and is charged. What comes is kept here, folded.
    </Dialog>
  )
}
