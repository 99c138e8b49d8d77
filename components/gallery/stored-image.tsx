'use client'

import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { Image } from '#lib/images/schema.ts'
import { imageSources, imageUrl } from '#lib/images/schema/address.ts'

interface StoredImageProps {
  team: string
  image: Pick<Image, 'id' | 'width' | 'height'>
  prompt: string | null
  /** How wide it is shown, as `sizes` of an image says it. */
  sizes: string
}

/** A picture from our storage, as large as its frame; words in its place where its file cannot be shown. */
export function StoredImage({ team, image, prompt, sizes }: StoredImageProps) {
  const { id, width, height } = image
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) {
    return (
      <span className="flex size-full flex-col items-center justify-center gap-1 bg-sunk p-2 text-center text-hint text-ink-2">
        <ImageOff size={18} aria-hidden="true" />
        The file cannot be shown
      </span>
    )
  }
  return (
    <img
      // What the server drew may have failed before anybody listened.
      ref={(element) => {
        if (element?.complete && element.naturalWidth === 0) setIsBroken(true)
      }}
      src={imageUrl(team, id, '512')}
      srcSet={imageSources(team, image)}
      sizes={sizes}
      alt={prompt ?? 'Image'}
      width={width}
      height={height}
      decoding="async"
      className="size-full object-cover"
      onError={() => setIsBroken(true)}
    />
  )
}
