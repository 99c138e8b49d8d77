'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { LateDownload } from './late-download.tsx'

/** Asks as what a picture is downloaded. */
export function DownloadButton({ team, imageId }: { team: string; imageId: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <IconButton label="Download" icon={<Download size={18} />} onClick={() => setIsOpen(true)} />
      {isOpen && (
        <LateDownload
          team={team}
          selection={{ images: [imageId] }}
          count={1}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
