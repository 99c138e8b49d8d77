'use client'

import { useLightbox } from '#components/gallery/use-lightbox.ts'
import { cn } from '#lib/cn.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'
import { PromptThumb } from './prompt-picture.tsx'

interface BestPicturesProps {
  team: string
  pictures: readonly PromptPicture[]
  /** What they are of: "version 3". */
  of: string
  className?: string
}

/** The pictures of a version that turned out best. A click looks at one closely; a new tab has its original. */
export function BestPictures({ team, pictures, of, className }: BestPicturesProps) {
  const open = useLightbox()[1]
  return (
    <ul className={cn('grid grid-cols-3 gap-2 sm:grid-cols-6', className)}>
      {pictures.map((picture, index) => (
        <li key={picture.id}>
          <a
            href={imageUrl(team, picture.id, 'original')}
            aria-label={`Picture ${index + 1} of ${of}`}
            className="block rounded-picture"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              open(picture.id)
            }}
          >
            <PromptThumb team={team} picture={picture} sizes="140px" className="aspect-square" />
          </a>
        </li>
      ))}
    </ul>
  )
}
