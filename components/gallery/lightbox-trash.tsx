'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ImageDetail } from '#lib/images/schema.ts'
import { daysLeftText } from '#lib/images/schema/trash.ts'
import { DeleteForGood } from './delete-for-good.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'

interface LightboxTrashProps {
  team: string
  detail: ImageDetail
  trashedAt: string
  commands: GalleryCommands
  onClose: () => void
}

/** What can be done with an image in the trash, and how long there is for it. */
export function LightboxTrash({ team, detail, trashedAt, commands, onClose }: LightboxTrashProps) {
  const [now] = useState(() => new Date())
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <p className="px-1 text-small text-ink-2">{daysLeftText(trashedAt, now)}</p>
      {detail.can.restore && (
        <>
          <Button look="quiet" aria-label="Delete for good" onClick={() => setIsAsking(true)}>
            <Trash2 size={16} aria-hidden="true" />
            <span className="max-md:hidden">Delete for good</span>
          </Button>
          <Button
            look="primary"
            onClick={() => {
              onClose()
              void commands.restore(detail)
            }}
          >
            <RotateCcw size={16} aria-hidden="true" />
            Restore
          </Button>
        </>
      )}
      {isAsking && (
        <DeleteForGood
          team={team}
          count={1}
          selection={() => ({ images: [detail.id] })}
          onClose={() => setIsAsking(false)}
          onDone={onClose}
        />
      )}
    </>
  )
}
