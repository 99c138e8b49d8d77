'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface PlanDialogProps {
  title: string
  isWide?: boolean
  /** The plan is known as it stands, and can be run. */
  isReady: boolean
  onRun: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks for a plan of many, and runs it when it is known what it comes to. */
export function PlanDialog({ isReady, onRun, onClose, children, ...frame }: PlanDialogProps) {
  return (
    <Dialog
      {...frame}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" disabled={!isReady} onClick={onRun}>
            Run
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
