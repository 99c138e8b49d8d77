'use client'

import { LateLightbox } from '#components/gallery/late-lightbox.tsx'
import { useGalleryCommands } from '#components/gallery/use-gallery-commands.ts'
import { useLightbox } from '#components/gallery/use-lightbox.ts'

/** The picture of the results that is looked at closely, if there is one. */
export function PlaygroundLightbox({ team }: { team: string }) {
  const [imageId, open] = useLightbox()
  const commands = useGalleryCommands(team)
  if (imageId === null) return null
  return (
    <LateLightbox {...{ team, imageId, commands }} walk={null} onMove={open} onClose={() => open(null)} />
  )
}
