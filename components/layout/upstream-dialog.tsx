'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface UpstreamDialogProps {
  title: string
  text: string
  /** It helps to start with a key. */
  hasCommand: boolean
  onClose: () => void
}

/** What the banner is about, and what to do. */
export function UpstreamDialog({ title, text, hasCommand, onClose }: UpstreamDialogProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      {text}
      {hasCommand && (
        <code className="mt-3 block overflow-x-auto rounded-control bg-sunk px-3 py-2 font-mono text-hint text-ink">
          LUMENFALL_API_KEY=lmnfl_… npm start
        </code>
      )}
    </Dialog>
  )
}
