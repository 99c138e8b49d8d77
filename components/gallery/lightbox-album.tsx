'use client'

import { FolderPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'

/** Loaded when it is first opened. */
const AddToAlbum = lazy(async () => ({
  default: (await import('#components/albums/add-to-album.tsx')).AddToAlbum,
}))

/** Puts the image that is looked at into an album. */
export function LightboxAlbum({ team, id }: { team: string; id: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <IconButton label="Add to album" icon={<FolderPlus size={18} />} onClick={() => setIsOpen(true)} />
      {isOpen && (
        <Suspense fallback={null}>
          <AddToAlbum
            team={team}
            count={1}
            selection={() => ({ images: [id] })}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
