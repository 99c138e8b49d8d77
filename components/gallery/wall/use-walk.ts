'use client'

import type { GalleryImage } from '#lib/images/schema.ts'
import { countChosen } from './chosen.ts'
import type { WallState } from './store.ts'
import type { Wall } from './use-wall.ts'

/** A list that one goes through picture by picture, also where it is not loaded yet. */
export interface Walk {
  /** Where one is, from 0. */
  at: number
  count: number
  imageAt: (position: number) => GalleryImage | undefined
}

/** From the image that is looked at through the whole wall; null while nobody knows where it hangs. */
export function useWalk({ store, state }: Wall & { state: WallState }, imageId: string | null): Walk | null {
  const at = imageId === null ? -1 : store.positionOf(imageId)
  if (at === -1) return null
  return { at, count: countChosen(state).total, imageAt: (position) => store.imageAt(position) }
}
