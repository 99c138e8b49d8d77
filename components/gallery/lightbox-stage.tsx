'use client'

import { useEffect } from 'react'
import type { useZoom } from '#components/compare/use-zoom.ts'
import { wholeIn } from '#components/ui/whole.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { miniature } from './colour.ts'

type Shown = Pick<GalleryImage, 'id' | 'width' | 'height' | 'thumbhash' | 'prompt'>

type Zooming = Omit<ReturnType<typeof useZoom>, 'onKey'>

interface LightboxStageProps extends Zooming {
  team: string
  image: Shown | undefined
}

/** Each picture is whole at first. */
function useWholeAtFirst(imageId: string | undefined, reset: () => void): void {
  useEffect(() => reset(), [imageId, reset])
}

/** The picture, whole or nearer: by wheel, two fingers, double click, + − 0; dragged when it is nearer. */
export function LightboxStage(props: LightboxStageProps) {
  const { team, image, stage, pointer, transform, isWhole, onDouble, reset } = props
  useWholeAtFirst(image?.id, reset)
  return (
    // The keys do the same.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={stage}
      {...pointer}
      onDoubleClick={onDouble}
      className={`[container-type:size] absolute inset-0 flex items-center justify-center overflow-hidden p-4 max-md:p-2 ${
        isWhole ? 'touch-pan-y' : 'cursor-grab touch-none active:cursor-grabbing'
      }`}
    >
      {image && <Picture key={image.id} {...{ team, image }} transform={isWhole ? null : transform} />}
    </div>
  )
}

interface PictureProps {
  team: string
  image: Shown
  /** Null while it is whole. */
  transform: string | null
}

function Picture({ team, image, transform }: PictureProps) {
  const { id, width, height, thumbhash, prompt } = image
  const sizes = transform === null ? '(min-width: 768px) 70vw, 100vw' : '400vw'
  return (
    <img
      src={imageUrl(team, id, '1024')}
      srcSet={`${imageUrl(team, id, '1024')} 1024w, ${imageUrl(team, id, 'original')} ${Math.max(width, 1025)}w`}
      sizes={sizes}
      alt={prompt ?? 'Image'}
      width={width}
      height={height}
      draggable={false}
      className="h-auto rounded-picture select-none"
      style={{
        ...wholeIn(width / height),
        background: miniature(thumbhash),
        transform: transform ?? undefined,
      }}
    />
  )
}
