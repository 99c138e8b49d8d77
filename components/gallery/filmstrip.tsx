'use client'

import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour } from './colour.ts'
import type { Walk } from './wall/use-walk.ts'

/** To each side of the picture that is looked at. */
const reach = 7

interface FilmstripProps {
  team: string
  walk: Walk
  onMove: (imageId: string) => void
}

/** What hangs before and after the picture that is looked at. */
export function Filmstrip({ team, walk, onMove }: FilmstripProps) {
  const from = Math.max(0, walk.at - reach)
  const to = Math.min(walk.count, walk.at + reach + 1)
  const positions = Array.from({ length: to - from }, (_, index) => from + index)
  return (
    <div
      role="group"
      aria-label="Filmstrip"
      className="flex h-16 shrink-0 items-center justify-center gap-1.5 overflow-hidden px-4 pb-2"
    >
      {positions.map((position) => {
        const image = walk.imageAt(position)
        const isHere = position === walk.at
        return (
          <button
            key={position}
            type="button"
            // The arrows do the same, wherever the focus is.
            tabIndex={-1}
            aria-label={`Picture ${position + 1}`}
            aria-current={isHere}
            className="size-12 shrink-0 overflow-hidden rounded-picture bg-tint opacity-70 hover:opacity-100 aria-current:opacity-100 aria-current:outline-2 aria-current:outline-offset-1 aria-current:outline-accent"
            style={{ background: image && meanColour(image.thumbhash) }}
            onClick={() => image && onMove(image.id)}
          >
            {image && <img src={imageUrl(team, image.id, '256')} alt="" className="size-full object-cover" />}
          </button>
        )
      })}
    </div>
  )
}
