'use client'

import { useSearchParam } from '#components/layout/use-search-param.ts'

/** The image that is looked at closely: in the address, so that it can be sent, and Back closes it. */
export function useLightbox(): [string | null, (imageId: string | null) => void] {
  const [imageId, setImageId] = useSearchParam('image')
  return [imageId, (id) => setImageId(id, id !== null && imageId !== null ? 'replace' : 'push')]
}
