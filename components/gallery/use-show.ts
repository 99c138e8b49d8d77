'use client'

import { useState } from 'react'
import { setSearchParams, useSearchParam } from '#components/layout/use-search-param.ts'
import { galleryScopes } from '#lib/images/schema/address.ts'

export const galleryShows = [...galleryScopes, 'albums'] as const
/** A part of the gallery, or the albums. */
export type GalleryShow = (typeof galleryShows)[number]

/** Which part of the gallery is shown: in the address, so that it can be sent. */
export function useShow(): [GalleryShow, (show: GalleryShow) => void] {
  const [show] = useSearchParam('show')
  // At once: the address follows, but not before the router has its turn.
  const [chosen, setChosen] = useState<{ from: string | null; to: GalleryShow } | null>(null)
  if (chosen && chosen.from !== show) setChosen(null)
  const named = galleryShows.find((each) => each === show) ?? 'mine'
  return [
    chosen?.from === show ? chosen.to : named,
    (next) => {
      setChosen({ from: show, to: next })
      // Another part is another list: an album is left, and so is what was looked at.
      setSearchParams({ show: next === 'mine' ? null : next, album: null }, 'replace')
    },
  ]
}
