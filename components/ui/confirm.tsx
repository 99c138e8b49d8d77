'use client'

import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmProps {
  /** The question. */
  title: string
  /** What answering yes does, as a button says it. */
  action: string
  /** What answering no does. */
  keep?: string
  /** Something ends by it, or cannot be taken back. */
  isDanger?: boolean
  isOpen?: boolean
  onClose: () => void
  onConfirm: () => void
  /** What will happen. */
  children: ReactNode
}

/** Asks before something is done that somebody may not want. */
export function Confirm(props: ConfirmProps) {
  const {
    title,
    action,
    keep = 'Not now',
    isDanger = false,
    isOpen = true,
    onClose,
    onConfirm,
    children,
  } = props
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button
            look={isDanger ? 'danger' : 'primary'}
            onClick={() => {
              onClose()
              onConfirm()
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
