'use client'

import { StoredImage } from '#components/gallery/stored-image.tsx'
import { useLightbox } from '#components/gallery/use-lightbox.ts'
import { formatBytes } from '#lib/format.ts'
import type { Generation } from '#lib/generations/schema.ts'
import type { Image } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { StandinMark } from './standin-mark.tsx'

interface TileProps {
  team: string
  image: Image
  prompt: string | null
  environment: Generation['environment']
}

/** A picture in its final shape. A click looks at it closely; a new tab has its original. */
export function Tile({ team, image, prompt, environment }: TileProps) {
  const open = useLightbox()[1]
  return (
    <a
      href={imageUrl(team, image.id, 'original')}
      className="[container-type:size] relative block overflow-hidden rounded-picture bg-sunk"
      style={{ aspectRatio: `${image.width} / ${image.height}` }}
      title={`${image.width} × ${image.height}, ${formatBytes(image.bytes)}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        open(image.id)
      }}
    >
      <StoredImage team={team} image={image} prompt={prompt} sizes="(min-width: 768px) 250px, 46vw" />
      {environment === 'standin' && <StandinMark />}
    </a>
  )
}
