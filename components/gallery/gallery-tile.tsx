'use client'

import { RotateCcw, Star } from 'lucide-react'
import { memo } from 'react'
import { cn } from '#lib/cn.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour } from './colour.ts'
import { StoredImage } from './stored-image.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'

interface GalleryTileProps {
  team: string
  image: GalleryImage
  /** Pixels, in a row that does not fill the width. */
  height: number | null
  /** Pixels, about: what it takes to choose a preview. */
  width: number
  /** The one that Tab reaches; the arrows lead to the others. */
  isStop: boolean
  commands: GalleryCommands
  onOpen: (imageId: string) => void
}

const overlay =
  'touch-target absolute right-1.5 bottom-1.5 flex size-8 items-center justify-center rounded-control text-white drop-shadow-[0_0_3px_rgb(0_0_0/0.7)] transition-opacity focus-visible:opacity-100 focus-visible:outline-white group-hover/tile:opacity-100'

/** The one thing that is done most with a picture here: bring it back from the trash, or keep it as a favourite. */
function QuickAction({ image, commands }: Pick<GalleryTileProps, 'image' | 'commands'>) {
  if (image.trashedAt !== null) {
    if (!image.can.restore) return null
    return (
      <button
        type="button"
        tabIndex={-1}
        aria-label="Restore"
        className={overlay}
        onClick={() => void commands.restore(image)}
      >
        <RotateCcw size={17} aria-hidden="true" />
      </button>
    )
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label="Favourite"
      aria-pressed={image.isFavourite}
      className={cn(
        overlay,
        // A finger cannot point first: there the star says what is, and the picture itself is opened.
        '[@media(hover:none)]:pointer-events-none',
        image.isFavourite ? 'opacity-100' : 'opacity-0',
      )}
      onClick={() => void commands.favourite(image)}
    >
      <Star size={17} aria-hidden="true" className={image.isFavourite ? 'fill-current' : ''} />
    </button>
  )
}

/** A picture of the gallery in its shape. */
export const GalleryTile = memo(function GalleryTile(props: GalleryTileProps) {
  const { team, image, height, width, isStop, commands, onOpen } = props
  const shape = image.width / image.height
  return (
    <div
      role="listitem"
      data-image={image.id}
      className="group/tile relative overflow-hidden rounded-picture bg-sunk has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-accent"
      style={
        height === null
          ? { flex: `${shape} 1 0`, aspectRatio: shape, background: meanColour(image.thumbhash) }
          : { flex: 'none', height, width: height * shape, background: meanColour(image.thumbhash) }
      }
    >
      <a
        href={imageUrl(team, image.id, 'original')}
        tabIndex={isStop ? 0 : -1}
        className="block size-full outline-none"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          onOpen(image.id)
        }}
      >
        <StoredImage team={team} image={image} prompt={image.prompt} sizes={`${width}px`} />
      </a>
      <QuickAction image={image} commands={commands} />
    </div>
  )
})
