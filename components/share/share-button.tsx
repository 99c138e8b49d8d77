'use client'

import { Share2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import type { ShareDialogProps } from './share-dialog.tsx'
import { LateShare } from './late-share.tsx'

/** Opens the dialog that makes a link. */
export function ShareButton({
  className,
  ...props
}: Omit<ShareDialogProps, 'onClose'> & { className?: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <IconButton
        label="Share"
        {...(className ? { className } : {})}
        icon={<Share2 size={18} />}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && <LateShare {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}
