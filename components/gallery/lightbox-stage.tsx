'use client'

import { useEffect } from 'react'
import type { useZoom } from '#components/compare/use-zoom.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour } from './colour.ts'

type Shown = Pick<GalleryImage, 'id' | 'width' | 'height' | 'thumbhash' | 'prompt'>

interface LightboxStageProps {
  team: string
  image: Shown | undefined
  zoom: ReturnType<typeof useZoom>
}

/** The picture, whole or nearer: by wheel, two fingers, double click, + − 0; dragged when it is nearer. */
export function LightboxStage({ team, image, zoom }: LightboxStageProps) {
  const { isWhole, reset } = zoom
  const id = image?.id
  useEffect(() => reset(), [id, reset])
  return (
    // The keys do the same.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={zoom.stage}
      {...zoom.pointer}
      onDoubleClick={zoom.onDouble}
      className={`absolute inset-0 flex items-center justify-center overflow-hidden p-4 max-md:p-2 ${
        isWhole ? 'touch-pan-y' : 'cursor-grab touch-none active:cursor-grabbing'
      }`}
    >
      {image && <Picture key={image.id} {...{ team, image, zoom }} />}
    </div>
  )
}

function Picture({ team, image, zoom }: LightboxStageProps & { image: Shown }) {
  const { id, width, height, thumbhash, prompt } = image
  const sizes = zoom.isWhole ? '(min-width: 768px) 70vw, 100vw' : '400vw'
  return (
    // Bytes come from our own authorised route, in the size that is needed: nothing is left to optimise.
    // oxlint-disable-next-line nextjs/no-img-element
    <img
      src={imageUrl(team, id, '1024')}
      srcSet={`${imageUrl(team, id, '1024')} 1024w, ${imageUrl(team, id, 'original')} ${Math.max(width, 1025)}w`}
      sizes={sizes}
      alt={prompt ?? 'Image'}
      width={width}
      height={height}
      draggable={false}
      className="size-auto max-h-full max-w-full rounded-picture object-contain select-none"
      style={{
        background: meanColour(thumbhash),
        transform: zoom.isWhole ? undefined : zoom.transform,
      }}
    />
  )
}
