'use client'

import Link from 'next/link'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface UpstreamDialogProps {
  title: string
  text: string
  /** It helps to start with a key. */
  hasCommand: boolean
  /** Where it is set right, by those who may. */
  settings: string | null
  onClose: () => void
}

/** What the banner is about, and what to do. */
export function UpstreamDialog({ title, text, hasCommand, settings, onClose }: UpstreamDialogProps) {
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {settings && (
            <Link href={settings} className={buttonClass('primary')} onClick={onClose}>
              Set the team’s key
            </Link>
          )}
        </>
      }
    >
      {text}
      {hasCommand && (
        <code className="mt-3 block overflow-x-auto rounded-control bg-sunk px-3 py-2 font-mono text-hint text-ink">
          LUMENFALL_API_KEY=lmnfl_… npm start
        </code>
      )}
    </Dialog>
  )
}
