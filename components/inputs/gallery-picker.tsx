'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { StandinMark } from '#components/playground/standin-mark.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { galleryQuery } from '#lib/images/queries.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'

interface GalleryPickerProps {
  team: string
  most: number
  onChoose: (inputs: VisibleInput[]) => void
  onClose: () => void
}

const toInput = ({ id, width, height, thumbhash }: GalleryImage): VisibleInput => ({
  role: 'image',
  from: 'gallery',
  id,
  width,
  height,
  thumbhash,
})

/** The newest pictures, to start from. */
export function GalleryPicker({ team, most, onChoose, onClose }: GalleryPickerProps) {
  const [chosen, setChosen] = useState<readonly GalleryImage[]>([])
  function toggle(image: GalleryImage): void {
    const others = chosen.filter(({ id }) => id !== image.id)
    if (others.length < chosen.length) setChosen(others)
    else setChosen(most === 1 ? [image] : [...chosen, image])
  }
  return (
    <Dialog
      title="Pictures of the gallery"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            look="primary"
            disabled={chosen.length === 0}
            onClick={() => {
              onChoose(chosen.map(toInput))
              onClose()
            }}
          >
            Add {chosen.length > 1 ? chosen.length : ''}
          </Button>
        </>
      }
    >
      <Wall team={team} chosen={chosen} onToggle={toggle} />
    </Dialog>
  )
}

interface WallProps {
  team: string
  chosen: readonly GalleryImage[]
  onToggle: (image: GalleryImage) => void
}

function Wall({ team, chosen, onToggle }: WallProps) {
  const [scope, setScope] = useState<'mine' | 'team'>('mine')
  const { data, hasNextPage, fetchNextPage, isPending, isError } = useInfiniteQuery(galleryQuery(team, scope))
  const images = data?.pages.flatMap((page) => page.images) ?? []
  return (
    <>
      <Segments
        label="Whose"
        options={[
          { value: 'mine', label: 'Mine' },
          { value: 'team', label: "The team's" },
        ]}
        value={scope}
        onChange={setScope}
      />
      {!isPending && images.length === 0 && (
        <p className="py-6 text-center">
          {isError ? 'The gallery cannot be read. Try again.' : 'No pictures yet.'}
        </p>
      )}
      <div className="mt-3 grid max-h-[46dvh] grid-cols-4 gap-1.5 overflow-y-auto p-0.5">
        {images.map((image) => (
          <Choice
            key={image.id}
            {...{ team, image }}
            isChosen={chosen.some(({ id }) => id === image.id)}
            onToggle={() => onToggle(image)}
          />
        ))}
        {hasNextPage && (
          <Button className="col-span-4 mt-1" onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </>
  )
}

interface ChoiceProps {
  team: string
  image: GalleryImage
  isChosen: boolean
  onToggle: () => void
}

function Choice({ team, image, isChosen, onToggle }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={image.prompt ?? 'Image'}
      className="[container-type:size] relative aspect-square overflow-hidden rounded-picture bg-sunk aria-pressed:outline-2 aria-pressed:outline-offset-1 aria-pressed:outline-accent"
      onClick={onToggle}
    >
      <img src={imageUrl(team, image.id, '256')} alt="" loading="lazy" className="size-full object-cover" />
      {image.environment === 'standin' && <StandinMark />}
      {isChosen && (
        <Check
          size={18}
          aria-hidden="true"
          className="absolute right-1 bottom-1 rounded-full bg-raised p-0.5"
        />
      )}
    </button>
  )
}
