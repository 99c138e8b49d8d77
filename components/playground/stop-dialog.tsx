'use client'

import { Confirm } from '#components/ui/confirm.tsx'

interface StopDialogProps {
  isOpen: boolean
  onClose: () => void
  onStop: () => void
}

/** Asked before one stops waiting for what is being paid for. */
export function StopDialog({ isOpen, onClose, onStop }: StopDialogProps) {
  return (
    <Confirm
      title="Stop waiting"
      action="Stop waiting"
      keep="Keep waiting"
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={onStop}
    >
      It was sent already, so it runs on and is charged. What comes is kept here, folded.
    </Confirm>
  )
}
