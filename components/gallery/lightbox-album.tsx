'use client'

import { FolderPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'

/** Loaded when it is first opened. */
const AddToAlbum = lazy(async () => ({
  default: (await import('#components/albums/add-to-album.tsx')).AddToAlbum,
}))

interface LightboxAlbumProps {
  team: string
  id: string
  /** In the bar; or below it, where a phone's has no room. */
  place: 'bar' | 'below'
}

/** Puts the image that is looked at into an album. */
export function LightboxAlbum({ team, id, place }: LightboxAlbumProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      {place === 'bar' ? (
        <IconButton
          label="Add to album"
          className="max-sm:hidden"
          icon={<FolderPlus size={18} />}
          onClick={() => setIsOpen(true)}
        />
      ) : (
        <Button className="sm:hidden" onClick={() => setIsOpen(true)}>
          <FolderPlus size={15} aria-hidden="true" />
          Add to album
        </Button>
      )}
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
