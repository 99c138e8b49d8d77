'use client'

import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { ShareDetail } from '#lib/shares/schema/share.ts'

interface ArrangeImagesProps {
  team: string
  all: ShareDetail['images']
  /** The ids of those that stay, in their order. */
  images: readonly string[]
  onChange: (images: readonly string[]) => void
}

/** The list with what is at one place taken to another. */
const moved = (images: readonly string[], from: number, to: number) =>
  images.flatMap((id, index) => {
    const id2 = images[from] ?? id
    if (index === from) return []
    if (index === to) return to > from ? [id, id2] : [id2, id]
    return [id]
  })

/** The pictures of a link: which stay, and in which order. */
export function ArrangeImages({ team, all, images, onChange }: ArrangeImagesProps) {
  const shown = new Map(all.map((image) => [image.id, image.isShown]))
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Pictures</legend>
      <ol className="grid max-h-80 grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-2 overflow-y-auto p-0.5">
        {images.map((id, index) => (
          <li key={id} className="rounded-control border border-line">
            <img
              src={imageUrl(team, id, '256')}
              alt={`${index + 1}`}
              loading="lazy"
              className={cn(
                'aspect-square w-full rounded-t-control bg-sunk object-cover',
                shown.get(id) === false && 'opacity-40',
              )}
            />
            <div className="flex justify-between">
              <IconButton
                label={`Picture ${index + 1}: earlier`}
                icon={<ChevronLeft size={16} />}
                disabled={index === 0}
                onClick={() => onChange(moved(images, index, index - 1))}
              />
              <IconButton
                label={`Picture ${index + 1}: take out`}
                icon={<X size={16} />}
                disabled={images.length === 1}
                onClick={() => onChange(images.filter((each) => each !== id))}
              />
              <IconButton
                label={`Picture ${index + 1}: later`}
                icon={<ChevronRight size={16} />}
                disabled={index === images.length - 1}
                onClick={() => onChange(moved(images, index, index + 1))}
              />
            </div>
          </li>
        ))}
      </ol>
    </fieldset>
  )
}
