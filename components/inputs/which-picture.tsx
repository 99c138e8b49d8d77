'use client'

import { StoredImage } from '#components/gallery/stored-image.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Generation } from '#lib/generations/schema.ts'
import type { Way } from './use-start-from.ts'
import { useStartFrom } from './use-start-from.ts'

interface WhichPictureProps {
  team: string
  generation: Generation
  way: Way
  onClose: () => void
}

/** Asks which of a generation's pictures is gone on from. */
export function WhichPicture({ team, generation, way, onClose }: WhichPictureProps) {
  const { start } = useStartFrom(team)
  const { images, prompt, template } = generation
  return (
    <Dialog
      title={way === 'upscale' ? 'Make which picture larger?' : 'Vary which picture?'}
      isOpen
      onClose={onClose}
      actions={<Button onClick={onClose}>Not now</Button>}
    >
      <div className="grid max-h-[60dvh] grid-cols-3 gap-1.5 overflow-y-auto p-0.5">
        {images.map((image, index) => (
          <button
            key={image.id}
            type="button"
            aria-label={`Picture ${index + 1}`}
            className="aspect-square overflow-hidden rounded-picture bg-sunk"
            onClick={() => {
              onClose()
              start(way, image, template ?? prompt)
            }}
          >
            <StoredImage team={team} image={image} prompt={prompt} sizes="140px" />
          </button>
        ))}
      </div>
    </Dialog>
  )
}
